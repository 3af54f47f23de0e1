internal import WinnowDomain
internal import WinnowLearning

/// What a language model answered, read with care: it may have said anything.
package enum ChatAnswer: Hashable, Sendable {
    case text(String)
    /// It says that small edits cannot do it.
    case impossible(reason: String)
    /// There is no revised text in it.
    case unusable

    /// - Parameter answer: JSON as `ChatPrompt` asks for it, or any text with such an object in it.
    package init(_ answer: String, of original: String) {
        guard let object = Self.object(in: answer) else {
            self = .unusable
            return
        }
        if case .boolean(true)? = object["impossible"] {
            self = .impossible(reason: Self.text(object["reason"]) ?? "")
            return
        }
        guard let text = Self.text(object["edited_text"]) else {
            self = .unusable
            return
        }
        self = .text(DraftChecks.unwrapped(text, of: original))
    }

    private static func text(_ value: JSON?) -> String? {
        guard case .string(let text)? = value, !text.allSatisfy(\.isWhitespace) else { return nil }
        return text
    }

    /// Objects that are tried: models talk before they answer, and seldom with braces.
    private static let triedCount = 8

    /// The first object in a text that could be an answer.
    private static func object(in answer: String) -> JSON? {
        let bytes = Array(answer.utf8)
        var start = 0
        for _ in 0..<triedCount {
            guard let open = bytes[start...].firstIndex(of: UInt8(ascii: "{")) else { return nil }
            if let end = end(of: open, in: bytes), let object = try? JSONReader.read(Array(bytes[open...end])),
                object["edited_text"] != nil || object["impossible"] != nil
            {
                return object
            }
            start = open + 1
        }
        return nil
    }

    /// Where the object that begins at a place is closed; braces in strings count for nothing.
    private static func end(of open: Int, in bytes: [UInt8]) -> Int? {
        var (depth, isString, isEscaped) = (0, false, false)
        for place in open..<bytes.count {
            let byte = bytes[place]
            if isEscaped {
                isEscaped = false
            } else if isString {
                isEscaped = byte == UInt8(ascii: "\\")
                if byte == UInt8(ascii: "\"") { isString = false }
            } else if byte == UInt8(ascii: "\"") {
                isString = true
            } else if byte == UInt8(ascii: "{") {
                depth += 1
            } else if byte == UInt8(ascii: "}") {
                depth -= 1
                if depth == 0 { return place }
            }
        }
        return nil
    }
}
