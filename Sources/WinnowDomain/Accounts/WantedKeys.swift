/// Keys that somebody wants for actions instead of the standard ones, all checked before any is taken.
package struct WantedKeys: Hashable, Sendable {
    /// A key of a queue that chooses a label.
    package struct LabelKey: Hashable, Sendable {
        package let key: String
        package let label: String
        package let queue: String

        package init(key: String, label: String, queue: String) {
            self.key = key
            self.label = label
            self.queue = queue
        }
    }

    /// Keys that are no character, by how they are written.
    private static let named = ["Space": " ", "Enter": "Enter", "Delete": "Delete", "Insert": "Insert"]

    /// As `KeyboardEvent.key` has them; what was typed where it is no key.
    package let keys: [PageAction: String]
    /// What was typed.
    private let typed: [PageAction: String]

    /// - Parameter texts: A character each, or Space, Enter, Delete, Insert; the standard key where it is empty.
    package init(_ texts: [PageAction: String]) {
        typed = texts.filter { !$0.value.isEmpty }
        var keys: [PageAction: String] = [:]
        for action in PageAction.allCases {
            let text = typed[action] ?? ""
            keys[action] =
                text.isEmpty
                ? action.standardKey
                : Self.named.first { $0.key.lowercased() == text.lowercased() }?.value ?? text
        }
        self.keys = keys
    }

    /// What is stored: those that differ from the standard.
    package var changed: [String: String] {
        var changed: [String: String] = [:]
        for (action, key) in keys where key != action.standardKey { changed[action.rawValue] = key }
        return changed
    }

    /// Why keys cannot be taken, by action; empty when all can.
    ///
    /// A standard key that a queue gives to a label is no conflict: in that queue the label has it.
    package func refusals(labelKeys: [LabelKey]) -> [PageAction: String] {
        let actions = Dictionary(grouping: PageAction.allCases) { keys[$0] ?? "" }
        var refusals: [PageAction: String] = [:]
        for (action, key) in keys {
            let name = PageAction.name(of: key)
            if !Self.isKey(key) {
                refusals[action] = "\"\(name)\" is no key: type one character, or Space, Enter, Delete or Insert"
            } else if let other = actions[key]?.first(where: { $0 != action }) {
                refusals[action] = "\(name) is also the key of \"\(other.rawValue)\""
            } else if key != action.standardKey, let taken = labelKeys.first(where: { $0.key == key }) {
                refusals[action] = "\(name) chooses the label \"\(taken.label)\" of the queue \"\(taken.queue)\""
            }
        }
        return refusals
    }

    private static func isKey(_ key: String) -> Bool {
        if named.values.contains(key) { return true }
        guard key.count == 1, key.unicodeScalars.count <= 4 else { return false }
        return key.unicodeScalars.allSatisfy { scalar in
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .spaceSeparator, .privateUse, .surrogate,
                .unassigned:
                false
            default: true
            }
        }
    }
}
