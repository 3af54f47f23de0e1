internal import WinnowDomain

/// A label with the key that chooses it.
struct LabelChoice: Hashable, Sendable {
    let id: LabelID
    /// Safe to show.
    let name: String
    let description: String?
    /// nil where there are more labels than keys: it is found by its name.
    let key: Character?

    /// The labels of a queue with their keys.
    static func all(of queue: Queue) -> [LabelChoice] {
        zip(queue.definition.labels, LabelKeys.all(of: queue.definition)).compactMap { label, key in
            guard let stored = queue.label(named: label.name) else { return nil }
            return LabelChoice(
                id: stored.id,
                name: VisibleText.line(label.name),
                description: label.description.map(VisibleText.line),
                key: key
            )
        }
    }
}
