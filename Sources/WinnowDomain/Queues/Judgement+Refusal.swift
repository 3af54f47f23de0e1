extension Judgement {
    /// Why a judgement cannot be stored in a queue, in words; nil when it can.
    package func refusal(in queue: Queue) -> String? {
        let named = present + absent
        let names = named.map { queue.label($0)?.name ?? "\($0)" }.joined(separator: ", ")
        if answer != .label {
            return named.isEmpty ? nil : "an answer that is no label names labels: \(names)"
        }
        if Set(named).count != named.count { return "a label is given twice: \(names)" }
        if let unknown = named.first(where: { queue.label($0) == nil }) {
            return "label \(unknown) is not one of the queue \"\(queue.name)\" as it is now"
        }
        if isPartial { return named.isEmpty ? "a partial answer says nothing" : nil }
        if !absent.isEmpty { return "a complete answer excludes labels: what it does not name is absent" }
        if queue.definition.task == .classification, present.count != 1 {
            return "the queue \"\(queue.name)\" wants one label an item, this answer has \(present.count)"
        }
        return nil
    }
}
