internal import WinnowDomain

/// The file in which a text is edited: what is to be done at its head, then each field's text behind a line of its own.
///
/// These lines bear a mark that none of the texts has, so a text may have lines that begin with `#`, and keeps them.
struct RevisionTemplate: Hashable, Sendable {
    /// A line that the texts are found by is not there, or there twice.
    struct Damage: Error, Hashable {
        let line: String
    }

    private let notes: [String]
    private let fields: [ItemFields.Field]
    private let mark: String

    private static let noteWidth = 76

    /// - Parameters:
    ///   - notes: Lines for whoever edits; not read again.
    ///   - fields: What the editor opens with.
    init(notes: [String], fields: [ItemFields.Field]) {
        self.notes = notes
        self.fields = fields
        var mark = "# " + String(repeating: "=", count: 12)
        while fields.contains(where: { $0.text.contains(mark) }) { mark += "=" }
        self.mark = mark
    }

    /// What stands in the file at first, each line ended by a line feed.
    var text: String {
        let head = notes.flatMap { TextWrap.lines(VisibleText.line($0), width: Self.noteWidth) }
            .map { $0.isEmpty ? "#" : "# " + $0 }
        let body = fields.indices.flatMap { [line(before: $0), fields[$0].text.withLineFeeds] }
        return (head + body).map { $0 + "\n" }.joined()
    }

    /// - Returns: The text of each field. What only an editor changes is as before: the kind of the line ends, and how many
    ///   of them stand behind the last word.
    func texts(in content: String) throws(Damage) -> [String: String] {
        let lines = content.withLineFeeds.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
            .map { String($0) }
        var places: [Int] = []
        for field in fields.indices {
            let wanted = line(before: field)
            let found = lines.indices.filter { lines[$0].withoutTrailingSpace == wanted }
            guard found.count == 1, found[0] > places.last ?? -1 else { throw Damage(line: wanted) }
            places.append(found[0])
        }
        var texts: [String: String] = [:]
        for (number, field) in fields.enumerated() {
            let end = number + 1 < places.count ? places[number + 1] : lines.count
            let typed = lines[(places[number] + 1)..<end].joined(separator: "\n")
            let former = field.text.withLineFeeds
            let text = typed.withoutTrailingFeeds + former.trailingFeeds
            texts[field.name] = text == former ? field.text : text
        }
        return texts
    }

    private func line(before field: Int) -> String {
        let name =
            fields.count == 1
            ? "the text" : "\(field + 1) of \(fields.count): \(VisibleText.line(fields[field].name))"
        return "\(mark) \(name) \(mark.dropFirst(2))"
    }
}

extension String {
    /// With a line feed alone where carriage returns stood before it.
    fileprivate var withLineFeeds: String {
        guard utf8.contains(0x0d) else { return self }
        var scalars = String.UnicodeScalarView()
        for scalar in unicodeScalars {
            if scalar == "\n" { while scalars.last == "\r" { scalars.removeLast() } }
            scalars.append(scalar)
        }
        return String(scalars)
    }

    fileprivate var trailingFeeds: String { String(unicodeScalars.suffix(endLength { $0 == "\n" || $0 == "\r" })) }

    fileprivate var withoutTrailingFeeds: String {
        String(unicodeScalars.dropLast(endLength { $0 == "\n" || $0 == "\r" }))
    }

    fileprivate var withoutTrailingSpace: String {
        String(unicodeScalars.dropLast(endLength(where: \.properties.isWhitespace)))
    }

    private func endLength(where isWanted: (Unicode.Scalar) -> Bool) -> Int {
        unicodeScalars.reversed().prefix(while: isWanted).count
    }
}
