/// Text from outside made safe to show: nothing in it is a command to the terminal, and nothing that reorders or hides
/// what follows stays unseen.
enum VisibleText {
    /// - Returns: The text with every control character and bidi override replaced by a placeholder: `␛`, `‹U+202E›`.
    ///   Line feeds and tabs stay.
    static func of(_ text: String) -> String {
        if text.utf8.allSatisfy({ (0x20..<0x7f).contains($0) || $0 == 0x0a }) { return text }
        var result = ""
        result.reserveCapacity(text.utf8.count)
        var isAfterReturn = false
        for scalar in text.unicodeScalars {
            defer { isAfterReturn = scalar == "\r" }
            switch scalar {
            case "\n": if !isAfterReturn { result.unicodeScalars.append("\n") }
            case "\r", "\u{2028}", "\u{2029}": result.unicodeScalars.append("\n")
            case "\t": result.unicodeScalars.append("\t")
            default: append(scalar, to: &result)
            }
        }
        return result
    }

    /// The same on one line.
    static func line(_ text: String) -> String {
        let visible = of(text)
        guard visible.utf8.contains(where: { $0 == 0x0a || $0 == 0x09 }) else { return visible }
        return String(visible.map { $0 == "\n" || $0 == "\t" ? " " : $0 })
    }

    private static func append(_ scalar: Unicode.Scalar, to result: inout String) {
        if isHarmless(scalar) {
            result.unicodeScalars.append(scalar)
        } else if scalar.value < 0x20 || scalar.value == 0x7f {
            let picture = scalar.value == 0x7f ? 0x2421 : 0x2400 + scalar.value
            if let picture = Unicode.Scalar(picture) { result.unicodeScalars.append(picture) }
        } else {
            let digits = String(scalar.value, radix: 16, uppercase: true)
            let zeros = String(repeating: "0", count: max(0, 4 - digits.count))
            result += "‹U+\(zeros)\(digits)›"
        }
    }

    /// Whether a scalar may reach the terminal as it is.
    static func isHarmless(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0x20, 0x7f..<0xa0: false
        // Bidi embeddings, overrides and isolates; deprecated and interlinear formats; tags that spell hidden text.
        case 0x202a...0x202e, 0x2066...0x206f, 0xfff9...0xfffb, 0xe0001, 0x2028, 0x2029: false
        default: true
        }
    }
}
