package import WinnowDomain
internal import WinnowLearning

/// What suggestions do to answers: those where one was shown beside those where it was kept back by lot.
///
/// First answers alone, and those with labels: what somebody changes later was thought over again.
package struct SuggestionInfluence: Sendable {
    /// Answers that came under one condition.
    package struct Group: Sendable {
        package private(set) var answerCount = 0
        /// Those that say what the model said.
        package private(set) var agreedCount = 0
        private var times: [Double] = []
        /// The median is over so many last answers.
        private static let timeCount = 501

        package init() {}

        /// - Parameter seconds: What it took; nil where that is not known.
        package mutating func add(agrees: Bool, seconds: Double?) {
            answerCount += 1
            if agrees { agreedCount += 1 }
            guard let seconds else { return }
            times.append(seconds)
            if times.count >= 2 * Self.timeCount { times.removeFirst(Self.timeCount) }
        }

        /// The share of answers that agree, with Wilson's interval.
        package var agreement: Figure? { answerCount == 0 ? nil : .share(agreedCount, of: answerCount) }

        package var medianSeconds: Double? {
            let times = times.suffix(Self.timeCount).sorted()
            return times.isEmpty ? nil : times[times.count / 2]
        }
    }

    package private(set) var groups: [Suggestion.Display: Group] = [:]
    private var event: EventNumber = 0

    package init() {}

    package var isEmpty: Bool { groups.isEmpty }

    /// Takes in what is new in a queue's history.
    package mutating func add(_ history: LabelHistory, in queue: QueueID, from store: any LabellingStore) async throws {
        let new = history.annotations.suffix(from: history.count(upTo: event))
        guard !new.isEmpty else { return }
        let suggestions = try await store.suggestions(in: queue, after: event)
        for annotation in new where annotation.action == .submit && annotation.judgement.answer == .label {
            guard let suggestion = annotation.assignment.flatMap({ suggestions[$0] }) else { continue }
            groups[suggestion.display, default: Group()].add(
                agrees: Set(annotation.judgement.present) == Set(suggestion.parts.map(\.label)),
                seconds: annotation.seconds
            )
        }
        event = history.lastEvent
    }

    /// By how much more often answers agree where the suggestion was shown, −1…1; nil without answers of both kinds.
    package var difference: Figure? {
        guard let shown = groups[.shown], let hidden = groups[.hidden] else { return nil }
        return .difference(
            (shown.agreedCount, of: shown.answerCount),
            (hidden.agreedCount, of: hidden.answerCount)
        )
    }
}
