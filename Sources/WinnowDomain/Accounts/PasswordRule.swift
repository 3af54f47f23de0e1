/// Which passwords are taken: long ones that are not the first to be guessed. What characters they are made of is nobody's
/// business.
///
/// - Source: NIST SP 800-63B, section 3.1.1.2: a minimal length, a list of those that are refused, no rules of composition,
///   no end.
package enum PasswordRule {
    package static let shortest = 12
    package static let longest = 256

    /// Beginnings of what guessers try first, without digits and signs around them.
    private static let hopeless: Set<String> = [
        "password", "passwort", "motdepasse", "contrasena", "iloveyou", "letmein", "letmeinplease", "welcome",
        "admin", "administrator", "changeme", "changemenow", "qwerty", "qwertz", "qwertyuiop", "azertyuiop",
        "asdfghjkl",
        "trustno", "princess", "superman", "football", "baseball", "sunshine", "whatever", "secret", "secretsecret",
        "passwordpassword", "correcthorsebatterystaple", "winnow", "winnowwinnow", "abc", "abcdefghijkl",
        "abcdefghijklmnopqrstuvwxyz", "p@ssword", "p@ssw0rd", "passw0rd",
    ]

    private static let rows = [
        "01234567890123456789", "09876543210987654321", "abcdefghijklmnopqrstuvwxyz", "qwertyuiopasdfghjklzxcvbnm",
    ]

    /// Why a password is not taken; nil when it is.
    package static func refusal(_ password: String, name: String) -> String? {
        if password.count < shortest {
            return "the password has \(password.count) characters; use \(shortest) or more, for example four words"
        }
        if password.utf8.count > longest { return "the password is longer than \(longest) bytes" }
        let plain = password.lowercased()
        if isRepeated(plain) || rows.contains(where: { $0.contains(plain) }) {
            return "the password is one of the first that are guessed: the same again and again, or keys in a row"
        }
        let core = plain.drop { !$0.isLetter }.reversed().drop { !$0.isLetter }.reversed()
        let word = String(core)
        if word.isEmpty && plain.allSatisfy(\.isNumber) && Set(plain).count < 5 || hopeless.contains(word) {
            return "the password is one of the first that are guessed; use, for example, four words that do not belong "
                + "together"
        }
        let own = name.lowercased()
        if own.count >= 3, plain.contains(own), plain.count - own.count < 8 {
            return "the password is little more than the name it belongs to"
        }
        return nil
    }

    /// Whether a text is a piece of up to four characters again and again.
    private static func isRepeated(_ text: String) -> Bool {
        let characters = Array(text)
        return (1...4).contains { period in
            characters.indices.dropFirst(period).allSatisfy { characters[$0] == characters[$0 - period] }
        }
    }
}
