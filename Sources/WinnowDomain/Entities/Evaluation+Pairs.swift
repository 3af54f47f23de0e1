extension Evaluation {
    /// How a model does on pairs of originals and revised texts, and what learning from pairs does for it.
    package struct Pairs: Hashable, Sendable, Codable {
        /// Accepted pairs that are learned from.
        package let pairs: Int
        /// By folds: no text of a root is known to the fit that is asked about it; missing with too few pairs.
        package let held: Report?
        /// Likewise, of a model that learns from the originals alone.
        package let heldWithout: Report?
        /// Of the model itself, on pairs of items that are set aside; missing without any.
        package let setAside: Report?
        /// In the order of the labels.
        package let coverage: [Coverage]
        /// By label, most frequent first.
        package let edits: [Edits]
        /// Edited words over all, in the middle pair; 0…1.
        package let medianRatio: Double
        /// Different edits over all of them, 0…1.
        package let diversity: Double
        /// How well revised texts are told from originals; 0.5 is chance.
        package let revisionProbe: Figure?
        /// How well a label is known without the edited words; the share of the largest label is chance.
        package let residueProbe: Figure?
        /// What the model unlearned, and learned instead: the largest changes first.
        package let words: [WordChange]
        /// Words that give a label away among the originals.
        package let artifacts: [Artifact]

        package init(
            pairs: Int,
            held: Report?,
            heldWithout: Report?,
            setAside: Report?,
            coverage: [Coverage],
            edits: [Edits],
            medianRatio: Double,
            diversity: Double,
            revisionProbe: Figure?,
            residueProbe: Figure?,
            words: [WordChange],
            artifacts: [Artifact]
        ) {
            self.pairs = pairs
            self.held = held
            self.heldWithout = heldWithout
            self.setAside = setAside
            self.coverage = coverage
            self.edits = edits
            self.medianRatio = medianRatio
            self.diversity = diversity
            self.revisionProbe = revisionProbe
            self.residueProbe = residueProbe
            self.words = words
            self.artifacts = artifacts
        }
    }
}

extension Evaluation.Pairs {
    package typealias Figure = Evaluation.Figure

    /// What is right of pairs that were not learned from.
    package struct Report: Hashable, Sendable, Codable {
        /// Originals with their revised texts.
        package let roots: Int
        package let originals: Figure
        package let revised: Figure
        /// Roots of which every text is right.
        package let consistency: Figure
        /// Pairs whose revised text is more for its own label than the original is.
        package let margin: Figure
        /// What becomes of texts that were edited so that nothing changes; missing without any.
        package let invariances: Invariances?

        package init(
            roots: Int,
            originals: Figure,
            revised: Figure,
            consistency: Figure,
            margin: Figure,
            invariances: Invariances?
        ) {
            self.roots = roots
            self.originals = originals
            self.revised = revised
            self.consistency = consistency
            self.margin = margin
            self.invariances = invariances
        }
    }

    /// Edits that are to change nothing.
    package struct Invariances: Hashable, Sendable, Codable {
        package let count: Int
        /// Those whose two texts get different labels; lower is better.
        package let flips: Figure
        /// How far the probabilities move, in the mean: half the sum of the changes, 0…1; lower is better.
        package let shift: Figure

        package init(
            count: Int,
            flips: Figure,
            shift: Figure
        ) {
            self.count = count
            self.flips = flips
            self.shift = shift
        }
    }

    /// Whether a change of labels is among the pairs.
    package struct Coverage: Hashable, Sendable, Codable {
        /// The originals' label.
        package let label: String
        /// What it was changed to.
        package let target: String
        package let pairs: Int
        /// Originals that have such a pair.
        package let roots: Int
        /// Labelled originals with the label.
        package let originals: Int

        package init(
            label: String,
            target: String,
            pairs: Int,
            roots: Int,
            originals: Int
        ) {
            self.label = label
            self.target = target
            self.pairs = pairs
            self.roots = roots
            self.originals = originals
        }
    }

    /// How often a kind of edit was used.
    package struct Edits: Hashable, Sendable, Codable {
        /// The label that was to come of it.
        package let target: String
        package let kind: String
        /// Stretches of text.
        package let count: Int

        package init(
            target: String,
            kind: String,
            count: Int
        ) {
            self.target = target
            self.kind = kind
            self.count = count
        }
    }

    /// How a word's weight for a label changed because of the pairs.
    package struct WordChange: Hashable, Sendable, Codable {
        package let word: String
        package let label: String
        /// What a text of this word alone is said to be, in log-odds, by a model that learned without the pairs.
        package let before: Double
        /// By one that learned with them.
        package let after: Double
        /// Whether edits put it in or took it out.
        package let isEdited: Bool

        package init(
            word: String,
            label: String,
            before: Double,
            after: Double,
            isEdited: Bool
        ) {
            self.word = word
            self.label = label
            self.before = before
            self.after = after
            self.isEdited = isEdited
        }

        package var change: Double { after - before }
    }

    /// A word that goes with a label more often, or less, than chance has it.
    package struct Artifact: Hashable, Sendable, Codable {
        package let word: String
        package let label: String
        package let texts: Int
        /// Of its texts those with the label, 0…1.
        package let share: Double
        /// Standard errors from what chance has.
        package let z: Double
        /// Whether it is still beyond the line once the revised texts are among the texts.
        package let isStillThere: Bool

        package init(
            word: String,
            label: String,
            texts: Int,
            share: Double,
            z: Double,
            isStillThere: Bool
        ) {
            self.word = word
            self.label = label
            self.texts = texts
            self.share = share
            self.z = z
            self.isStillThere = isStillThere
        }
    }
}
