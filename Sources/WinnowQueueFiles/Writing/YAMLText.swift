/// Values as YAML writes them.
enum YAMLText {
    /// Characters that may stand in YAML as they are, apart from tabs and line breaks.
    static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x2028, 0x2029, 0xfeff: false
        case 0x20...0x7e, 0xa0...0xd7ff, 0xe000...0xfffd, 0x10000...0x10ffff: true
        default: false
        }
    }

    /// A text on one line: as it is where no reader can take it for something else, in double quotes otherwise.
    static func scalar(_ text: String) -> String {
        isPlain(text) ? text : quoted(text)
    }

    /// The words that some reader of YAML takes for true, false or null.
    private static let meaningfulWords: Set<String> = [
        "y", "n", "yes", "no", "on", "off", "true", "false", "null",
    ]

    private static func isPlain(_ text: String) -> Bool {
        guard let first = text.unicodeScalars.first, let last = text.unicodeScalars.last, isLetter(first) else {
            return false
        }
        return last != " " && !meaningfulWords.contains(text.lowercased())
            && text.unicodeScalars.allSatisfy { isLetter($0) || "0123456789 _-./()".unicodeScalars.contains($0) }
    }

    private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isAlphabetic && isPrintable(scalar)
    }

    static func quoted(_ text: String) -> String {
        var out = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": out += "\\\""
            case "\\": out += "\\\\"
            case "\n": out += "\\n"
            case "\r": out += "\\r"
            case "\t": out += "\\t"
            default:
                if isPrintable(scalar) { out.unicodeScalars.append(scalar) } else { out += escape(scalar) }
            }
        }
        return out + "\""
    }

    private static func escape(_ scalar: Unicode.Scalar) -> String {
        let hex = String(scalar.value, radix: 16)
        let width = hex.count > 4 ? 8 : 4
        return (width == 8 ? "\\U" : "\\u") + String(repeating: "0", count: width - hex.count) + hex
    }

    /// A text under a key of the file: as a block where its lines can stand as they are, else quoted.
    static func block(_ text: String) -> String {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let isPlainBlock =
            lines.count > 1 && lines.last == "" && lines.dropLast().last != "" && lines.first != ""
            && lines.first?.first != " " && text.unicodeScalars.allSatisfy { $0 == "\n" || isPrintable($0) }
        guard isPlainBlock else { return scalar(text) }
        let indented = lines.dropLast().map { $0.isEmpty ? "" : "  " + $0 }
        return "|\n" + indented.joined(separator: "\n")
    }

    /// A finite number in its shortest exact form.
    static func number(_ value: Double) -> String {
        let text = String(describing: value)
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }

    static func span(_ span: ClosedRange<Int>?) -> String {
        span.map { "[\($0.lowerBound), \($0.upperBound)]" } ?? "false"
    }

    static func list(_ texts: [String]) -> String {
        "[" + texts.map(scalar).joined(separator: ", ") + "]"
    }
}
