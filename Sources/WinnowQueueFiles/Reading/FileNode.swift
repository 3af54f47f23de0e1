/// A value of a YAML document with its place.
struct FileNode {
    indirect enum Content {
        /// `isPlain`: written without quotes and not as a block, so that YAML may take it for something else.
        case scalar(String, isPlain: Bool)
        case list([FileNode])
        case mapping([Entry])
    }

    struct Entry {
        let key: FileNode
        let value: FileNode
    }

    let content: Content
    let place: SourcePlace

    /// What YAML takes a scalar for, by the rules of YAML 1.2's core schema and the words of 1.1.
    enum Kind: String {
        case null = "nothing"
        case boolean = "true or false"
        case number = "a number"
        case text = "text"
    }

    var kind: Kind? {
        guard case .scalar(let text, let isPlain) = content else { return nil }
        return isPlain ? ScalarWords.kind(of: text) : .text
    }

    /// What stands there, for messages.
    var phrase: String {
        switch content {
        case .list: return "a list"
        case .mapping: return "a mapping"
        case .scalar(let text, let isPlain):
            if isPlain && text.isEmpty { return "nothing" }
            let short = text.count > 40 ? text.prefix(37) + "..." : text[...]
            let line = short.map { $0.isNewline ? " " : String($0) }.joined()
            return isPlain ? "`\(line)`" : "the text `\(line)`"
        }
    }
}

/// What unquoted words mean to YAML.
enum ScalarWords {
    static func kind(of text: String) -> FileNode.Kind {
        switch text {
        case "", "~", "null", "Null", "NULL": .null
        case "true", "True", "TRUE", "false", "False", "FALSE": .boolean
        case "yes", "Yes", "YES", "no", "No", "NO", "on", "On", "ON", "off", "Off", "OFF": .boolean
        default: isNumeric(text) ? .number : .text
        }
    }

    private static func isNumeric(_ text: String) -> Bool {
        let unsigned = text.first == "-" || text.first == "+" ? text.dropFirst() : text[...]
        switch unsigned {
        case ".inf", ".Inf", ".INF", ".nan", ".NaN", ".NAN": return true
        default: break
        }
        if unsigned.hasPrefix("0x") { return isDigits(unsigned.dropFirst(2), radix: 16) }
        if unsigned.hasPrefix("0o") { return isDigits(unsigned.dropFirst(2), radix: 8) }
        guard let first = unsigned.utf8.first, first == UInt8(ascii: ".") || (0x30...0x39).contains(first) else {
            return false
        }
        return real(unsigned.filter { $0 != "_" }) != nil
    }

    private static func isDigits(_ text: Substring, radix: Int) -> Bool {
        !text.isEmpty && text.allSatisfy { $0 == "_" || $0.hexDigitValue.map { $0 < radix } == true && $0.isASCII }
    }

    /// A decimal number in digits, with a fraction and an exponent if wanted; infinite when it is too large.
    static func real(_ text: String) -> Double? {
        let allowed = text.utf8.allSatisfy { byte in
            (0x30...0x39).contains(byte) || "+-.eE".utf8.contains(byte)
        }
        guard allowed, text.utf8.contains(where: { (0x30...0x39).contains($0) }) else { return nil }
        return Double(text)
    }
}
