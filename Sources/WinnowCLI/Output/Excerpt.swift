/// The beginning of a text, safe to print: what comes from an item never reaches the terminal as a command to it.
enum Excerpt {
    /// One line of at most `width` characters.
    static func oneLine(_ text: String, width: Int) -> String {
        var line = ""
        var count = 0
        for character in text {
            if count == width { return line.dropLast() + "…" }
            line.append(shown(character))
            count += 1
        }
        return line
    }

    private static func shown(_ character: Character) -> Character {
        if character.isWhitespace { return " " }
        let isSafe = character.unicodeScalars.allSatisfy { scalar in
            switch scalar.properties.generalCategory {
            case .control, .surrogate, .unassigned, .privateUse: false
            case .format: !(0x202a...0x202e).contains(scalar.value) && !(0x2066...0x2069).contains(scalar.value)
            default: true
            }
        }
        return isSafe ? character : "\u{fffd}"
    }
}
