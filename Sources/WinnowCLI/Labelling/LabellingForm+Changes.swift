internal import WinnowDomain

/// A queue that is changed while it is labelled.
extension LabellingForm {
    /// Takes a changed queue over as soon as nothing is under way.
    mutating func takeOver() -> [FormAction] {
        guard let queue = changedQueue, operation == nil, !isEnding else { return [] }
        changedQueue = nil
        guard queue.revision != setting.queue.revision else { return [] }
        let old = setting.labels
        replace(queue: queue)
        let known = Set(setting.labels.map(\.id))
        change { $0.keep(known) }
        for place in held.indices { held[place].keep(known) }
        isNegating = false
        if case .find = panel { panel = nil }
        if let card { wrapped = WrappedText(card.text, width: FormLayout(self).textWidth) }
        let areKeysOther =
            Dictionary(old.map { ($0.id, $0.key) }, uniquingKeysWith: { first, _ in first })
            != Dictionary(setting.labels.map { ($0.id, $0.key) }, uniquingKeysWith: { first, _ in first })
        say(
            .alarm,
            areKeysOther
                ? "the queue was changed, and with it the labels and their keys: look before you answer"
                : "the queue was changed; the labels have the keys that they had"
        )
        needsCount = true
        // There may be something to do again.
        return card == nil ? claim() : []
    }
}

extension OpenCard {
    /// Forgets marks and answers with labels that there are no more.
    fileprivate mutating func keep(_ known: Set<LabelID>) {
        func isKnown(_ judgement: Judgement) -> Bool {
            known.isSuperset(of: judgement.present) && known.isSuperset(of: judgement.absent)
        }
        marks.present.removeAll { !known.contains($0) }
        marks.absent.removeAll { !known.contains($0) }
        if let answer = previous, !isKnown(answer) { previous = nil }
        if let answer = unsent, !isKnown(answer) { unsent = nil }
    }
}
