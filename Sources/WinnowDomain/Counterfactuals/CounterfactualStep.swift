/// A decision about a counterfactual: a row that never changes. The last one counts.
package struct CounterfactualStep: Hashable, Sendable {
    package enum Action: String, Hashable, Sendable, Codable, CaseIterable {
        /// A person stands for the text: it becomes an item, and somebody else is to label it blindly.
        case validate
        /// It is good, whatever was said of it.
        case accept
        /// It is not; the step says why.
        case reject
        /// A decision was taken back: the labels that were given blindly count again.
        case reopen
    }

    package let counterfactual: CounterfactualID
    package let action: Action
    /// Who decided; nil for an import.
    package let annotator: AnnotatorID?
    package let reason: String?
    package let event: EventNumber
    package let at: Moment

    package init(
        counterfactual: CounterfactualID,
        action: Action,
        annotator: AnnotatorID?,
        reason: String? = nil,
        event: EventNumber,
        at: Moment
    ) {
        self.counterfactual = counterfactual
        self.action = action
        self.annotator = annotator
        self.reason = reason
        self.event = event
        self.at = at
    }
}

/// A counterfactual with all that was decided about it.
package struct CounterfactualRecord: Hashable, Sendable {
    package var counterfactual: Counterfactual
    /// In the order of time.
    package var steps: [CounterfactualStep]

    package init(counterfactual: Counterfactual, steps: [CounterfactualStep]) {
        self.counterfactual = counterfactual
        self.steps = steps
    }
}

/// Where a counterfactual is on its way.
package enum CounterfactualState: String, Hashable, Sendable, Codable, CaseIterable {
    /// Nobody stands for it yet.
    case draft
    /// A person stands for it; a label given blindly is awaited.
    case validated
    /// It teaches.
    case accepted
    /// Whoever labelled it blindly said something else; a reviewer decides.
    case disputed
    case rejected
}

extension CounterfactualRecord {
    /// Whether a decision can come next.
    package func allows(_ action: CounterfactualStep.Action) -> Bool {
        // Where nothing is edited, there is no text to stand for.
        guard !counterfactual.isImpossible else { return false }
        switch (action, steps.last?.action) {
        case (.validate, _): return !isStoodFor && verdict == nil
        case (.accept, .accept?), (.reject, .reject?): return false
        case (.accept, _), (.reject, _): return true
        case (.reopen, .accept?), (.reopen, .reject?): return counterfactual.item != nil
        case (.reopen, _): return false
        }
    }

    /// The decision that counts, if there is one: labels that were given blindly have no say then.
    package var verdict: CounterfactualStep? {
        guard let last = steps.last, last.action == .accept || last.action == .reject else { return nil }
        return last
    }

    /// Who knows what label the text is to have, and so cannot label it blindly: the writer, and whoever decided about it.
    package var insiders: Set<AnnotatorID> {
        Set(steps.compactMap(\.annotator) + (counterfactual.writer.map { [$0] } ?? []))
    }

    /// Whether a person stands for the text.
    package var isStoodFor: Bool { steps.contains { $0.action == .validate || $0.action == .accept } }
}
