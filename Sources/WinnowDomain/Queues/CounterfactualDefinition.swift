/// How pairs of originals and revised texts come about, and what they count.
package struct CounterfactualDefinition: Hashable, Sendable, Codable {
    /// Who says that a revised text has its target label.
    package enum Verification: String, Hashable, Sendable, Codable, CaseIterable {
        /// Others than the writer, who see only the text.
        case blind
        /// The writer.
        case none
    }

    /// What is learned from the two members together, beside each of them on its own.
    package enum Loss: String, Hashable, Sendable, Codable, CaseIterable {
        case none
        /// The step from the original to the revised text is to go towards the target label.
        case difference
        /// The direction in which the model changes fastest is to be that of the edit.
        case gradient
    }

    /// Which labelled items are offered to be revised first.
    package enum Selection: String, Hashable, Sendable, Codable, CaseIterable {
        case confidentPerWord = "confident-per-word.v1"
        case uncertainPerWord = "uncertain-per-word.v1"
        case shortest = "shortest.v1"
        case representative = "representative.v1"
        case random = "random.v1"
    }

    package var verification: Verification
    package var selection: Selection
    /// The share of the work that is to be revising, where annotators are offered it, 0…1.
    package var share: Double
    /// What each member of a pair counts, above 0; nil: chosen on held-out pairs.
    package var weight: Double?
    package var loss: Loss
    /// What the loss of a pair counts beside that of an item; of effect with a loss.
    package var strength: Double
    /// How strongly texts that differ in nothing that matters are to have the same logits, at least 0.
    package var invariance: Double
    /// What drafts count that nobody has looked at, 0…1.
    package var draftWeight: Double

    package static let usual = CounterfactualDefinition()

    package init(
        verification: Verification = .blind,
        selection: Selection = .confidentPerWord,
        share: Double = 0,
        weight: Double? = 3,
        loss: Loss = .none,
        strength: Double = 1,
        invariance: Double = 1,
        draftWeight: Double = 0
    ) {
        self.verification = verification
        self.selection = selection
        self.share = share
        self.weight = weight
        self.loss = loss
        self.strength = strength
        self.invariance = invariance
        self.draftWeight = draftWeight
    }
}

extension CounterfactualDefinition {
    /// After how many labels a pair is offered, so that its share of the work is as wanted; nil for never.
    package var labelsPerPair: Int? {
        // A share may be so small that its inverse is no whole number that there is.
        share > 0 ? Int(min(1e9, max(1, ((1 - share) / share).rounded()))) : nil
    }

    /// What of it a model depends on: who is asked, and how often, changes no model.
    package var learned: CounterfactualDefinition {
        var learned = self
        (learned.selection, learned.share) = (.confidentPerWord, 0)
        learned.verification = .blind
        return learned
    }
}
