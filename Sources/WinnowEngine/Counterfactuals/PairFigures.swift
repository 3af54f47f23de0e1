/// What a queue's pairs say of its model, and what they did to it.
package struct PairFigures: Sendable {
    /// What a model makes of pairs that it did not learn from.
    package struct Report: Sendable {
        /// Roots with a pair; what `consistency` is a share of.
        package let rootCount: Int
        package let originals: Figure
        package let revised: Figure
        /// Roots of which every text is right.
        package let consistency: Figure
        /// Pairs whose revised text is more for its own label than the original is.
        package let margin: Figure
        /// Invariances that get two different labels; nil without any.
        package let invarianceFlips: Figure?
    }

    /// How a word's weight for a label changed.
    package struct WordChange: Sendable, Hashable {
        package let word: String
        package let label: String
        /// What a text of this word alone is said to be, in log-odds, by a model that learned without the pairs and with them.
        package let before: Double
        package let after: Double
        /// Whether edits put it in or took it out.
        package let isEdited: Bool

        package var change: Double { after - before }
    }

    /// A word that goes with a label more often, or less, than chance has it.
    package struct Artifact: Sendable, Hashable {
        package let word: String
        package let label: String
        package let textCount: Int
        package let share: Double
        package let z: Double
        /// Whether it is still beyond the line once the revised texts are among the texts.
        package let isStillThere: Bool
    }

    /// Accepted pairs that are learned from.
    package let pairCount: Int
    /// By folds: no text of a root is known to the fit that is asked about it.
    package let held: Report?
    /// Likewise, of a model that learns from the originals alone.
    package let heldWithout: Report?
    /// Of the present model, on pairs of items that are set aside.
    package let setAside: Report?
    /// Accepted pairs by their labels: from, to, how many, and the originals with the first label that have none.
    package let directions: [Direction]
    /// Kinds of edits, by label that was to come of them.
    package let kinds: [KindCount]
    /// Edited words over all, in the middle of the pairs; 0…1.
    package let medianRatio: Double
    /// Different edits over all of them, 0…1.
    package let diversity: Double
    /// How well revised texts are told from originals; 0.5 is chance.
    package let revisionProbe: Figure?
    /// How well a label is known without the edited words; the share of the largest label is chance.
    package let residueProbe: Figure?
    /// The largest changes first.
    package let words: [WordChange]
    package let artifacts: [Artifact]

    package struct Direction: Sendable, Hashable {
        package let source: String
        package let target: String
        package let count: Int
    }

    package struct KindCount: Sendable, Hashable {
        package let target: String
        package let kind: String
        package let count: Int
    }
}
