/// Arguments as a shell reads them, for commands that are printed to be copied.
enum ShellWord {
    /// The text as one word.
    static func quoted(_ text: String) -> String {
        let isPlain = text.unicodeScalars.allSatisfy { scalar in
            scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
                || "_-./=:,+@%".unicodeScalars.contains(scalar)
        }
        if isPlain, !text.isEmpty { return text }
        return "'" + text.replacing("'", with: "'\\''") + "'"
    }

    /// A path as one word that is no option, whatever it begins with.
    static func path(_ path: String) -> String {
        quoted(path.hasPrefix("-") && path != "-" ? "./" + path : path)
    }
}
