/// Names of environment variables.
package enum EnvironmentName {
    /// Whether a text can be one: letters, digits and `_`, no digit first.
    package static func isOne(_ text: String) -> Bool {
        guard let first = text.unicodeScalars.first, !("0"..."9").contains(first) else { return false }
        return text.unicodeScalars.allSatisfy {
            ("a"..."z").contains($0) || ("A"..."Z").contains($0) || ("0"..."9").contains($0) || $0 == "_"
        }
    }
}
