internal import WinnowDomain
internal import WinnowQueueFiles

/// A label with the key that chooses it.
struct LabelChoice: Hashable, Sendable {
    let id: LabelID
    /// Safe to show.
    let name: String
    let description: String?
    /// nil where there are more labels than keys: it is found by its name.
    let key: Character?

    /// The labels of a queue with the keys of its definition; those without one get 1–9, then free letters.
    static func all(of queue: Queue) -> [LabelChoice] {
        let reserved = Set(QueueFileKeys.reservedLabelKeys)
        // A queue may be older than the list of what is reserved.
        let wanted = queue.definition.labels.map { label in
            label.key.flatMap { reserved.contains($0) || $0.count != 1 ? nil : Character($0) }
        }
        let taken = Set(wanted.compactMap(\.self)).union(reserved.compactMap(\.first))
        var free = ("123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ").filter { !taken.contains($0) }[...]
        return queue.definition.labels.enumerated().compactMap { place, label in
            guard let stored = queue.label(named: label.name) else { return nil }
            return LabelChoice(
                id: stored.id,
                name: VisibleText.line(label.name),
                description: label.description.map(VisibleText.line),
                key: wanted[place] ?? free.popFirst()
            )
        }
    }
}
