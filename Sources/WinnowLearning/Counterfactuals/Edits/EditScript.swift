/// A piece of a text and what takes its place.
public struct TextEdit: Sendable, Hashable, Codable {
    /// Of the piece, in Unicode scalars of the original.
    public let start: Int
    /// Behind the piece; equal to `start` where text is inserted.
    public let end: Int
    /// Empty where text is deleted.
    public let text: String

    /// - Parameters: See the properties; `EditScript` checks them.
    public init(start: Int, end: Int, text: String) {
        self.start = start
        self.end = end
        self.text = text
    }
}

/// What was edited in an original: replacements that ascend and do not overlap.
///
/// In JSON it is the array of its edits, `[{"start": 7, "end": 11, "text": "hate"}]`.
public struct EditScript: Sendable, Hashable {
    /// Ascending.
    public let edits: [TextEdit]

    /// - Throws: `EditError.misplaced`.
    public init(edits: [TextEdit]) throws(EditError) {
        var end = 0
        for (number, edit) in edits.enumerated() {
            guard edit.start >= end && edit.end >= edit.start else { throw .misplaced(edit: number) }
            end = edit.end
        }
        self.edits = edits
    }

    /// Of edits that ascend because of how they were made.
    init(ascending edits: [TextEdit]) {
        self.edits = edits
    }

    /// Whether nothing was edited.
    public var isEmpty: Bool { edits.isEmpty }

    /// The revised text, byte for byte.
    ///
    /// - Parameter original: What the script was made for.
    /// - Throws: `EditError.outside` where the original is too short.
    /// - Complexity: O(bytes).
    public func apply(to original: String) throws(EditError) -> String {
        let scalars = original.unicodeScalars
        var revised = ""
        var (place, index) = (0, scalars.startIndex)
        for (number, edit) in edits.enumerated() {
            guard let start = scalars.index(index, offsetBy: edit.start - place, limitedBy: scalars.endIndex),
                let end = scalars.index(start, offsetBy: edit.end - edit.start, limitedBy: scalars.endIndex)
            else { throw .outside(edit: number, end: edit.end, scalarCount: scalars.count) }
            revised.append(contentsOf: original[index..<start])
            revised.append(contentsOf: edit.text)
            (place, index) = (edit.end, end)
        }
        revised.append(contentsOf: original[index...])
        return revised
    }
}

extension EditScript: Codable {
    /// - Throws: `DecodingError` where edits do not ascend.
    public init(from decoder: any Decoder) throws {
        let edits = try [TextEdit](from: decoder)
        do {
            try self.init(edits: edits)
        } catch {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: error.description)
            )
        }
    }

    /// Writes the array of edits.
    public func encode(to encoder: any Encoder) throws {
        try edits.encode(to: encoder)
    }
}
