extension String {
    /// The text with escapes for what would move the cursor, break the line or turn the direction around it.
    ///
    /// For messages that quote data: a terminal shows them on one line and obeys nothing in them.
    package var visible: String {
        if !unicodeScalars.contains(where: String.isHidden) { return self }
        var text = ""
        for scalar in unicodeScalars {
            switch scalar {
            case "\n": text += "\\n"
            case "\r": text += "\\r"
            case "\t": text += "\\t"
            case _ where String.isHidden(scalar):
                let code = String(scalar.value, radix: 16)
                text += "\\u" + String(repeating: "0", count: max(0, 4 - code.count)) + code
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text
    }

    /// Controls of C0 and C1, line and paragraph separators, and signs that set the direction of text.
    private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0x20, 0x7f..<0xa0, 0x061c, 0x200e, 0x200f, 0x2028...0x202e, 0x2066...0x2069: true
        default: false
        }
    }
}
