/// The keys that choose labels, in the terminal and on the page.
package enum LabelKeys {
    /// Keys that do something else: skip, undo, help, guidelines, why, counterfactual, quit, unsure, flag, not, search.
    package static let reserved: [String] = [" ", "u", "?", "g", "w", "c", "q", ".", "!", "-", "/"]

    private static let free = "123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"

    /// A key for each label, in their order: that of the definition, or else 1–9 and then letters that nobody wants; nil
    /// where there are more labels than keys.
    package static func all(of definition: QueueDefinition) -> [Character?] {
        // A queue may be older than the list of what is reserved.
        let wanted = definition.labels.map { label in
            label.key.flatMap { reserved.contains($0) || $0.count != 1 ? nil : Character($0) }
        }
        let taken = Set(wanted.compactMap(\.self)).union(reserved.compactMap(\.first))
        var left = free.filter { !taken.contains($0) }[...]
        return wanted.map { $0 ?? left.popFirst() }
    }
}
