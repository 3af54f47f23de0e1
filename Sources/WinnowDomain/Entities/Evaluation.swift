/// How good a model is on labelled texts that it did not learn from: figures with their 95 % intervals.
package struct Evaluation: Hashable, Sendable, Codable {
    package struct Figure: Hashable, Sendable, Codable {
        package let value: Double
        /// Missing, as `high`, where there are too few texts to tell.
        package let low: Double?
        package let high: Double?

        package init(_ value: Double, _ bounds: ClosedRange<Double>?) {
            self.value = value
            low = bounds?.lowerBound
            high = bounds?.upperBound
        }
    }

    package struct Metrics: Hashable, Sendable, Codable {
        package var accuracy: Figure
        package var macroF1: Figure
        package var macroPrecision: Figure
        package var macroRecall: Figure
        package var microF1: Figure
        package var microPrecision: Figure
        package var microRecall: Figure
        /// Of one label against the rest, the mean of all.
        package var areaUnderCurve: Figure
        /// In nats.
        package var logLoss: Figure
        package var brier: Figure
        package var calibrationError: Figure

        package init(
            accuracy: Figure,
            macroF1: Figure,
            macroPrecision: Figure,
            macroRecall: Figure,
            microF1: Figure,
            microPrecision: Figure,
            microRecall: Figure,
            areaUnderCurve: Figure,
            logLoss: Figure,
            brier: Figure,
            calibrationError: Figure
        ) {
            self.accuracy = accuracy
            self.macroF1 = macroF1
            self.macroPrecision = macroPrecision
            self.macroRecall = macroRecall
            self.microF1 = microF1
            self.microPrecision = microPrecision
            self.microRecall = microRecall
            self.areaUnderCurve = areaUnderCurve
            self.logLoss = logLoss
            self.brier = brier
            self.calibrationError = calibrationError
        }
    }

    package struct LabelFigures: Hashable, Sendable, Codable {
        package let label: String
        /// Texts that have the label.
        package let items: Int
        /// Items with the label that the queue allows to learn from.
        package let learnedFrom: Int
        package let precision: Figure
        package let recall: Figure
        package let f1: Double

        package init(
            label: String,
            items: Int,
            learnedFrom: Int,
            precision: Figure,
            recall: Figure,
            f1: Double
        ) {
            self.label = label
            self.items = items
            self.learnedFrom = learnedFrom
            self.precision = precision
            self.recall = recall
            self.f1 = f1
        }
    }

    /// Predictions of about the same confidence.
    package struct Bin: Hashable, Sendable, Codable {
        package let items: Int
        package let right: Int
        package let confidenceSum: Double

        package init(items: Int, right: Int, confidenceSum: Double) {
            self.items = items
            self.right = right
            self.confidenceSum = confidenceSum
        }
    }

    /// What the items of the pool say that were chosen to be labelled, each weighed by how probable its draw was.
    package struct ChosenItems: Hashable, Sendable, Codable {
        package let items: Int
        /// As many items drawn evenly would say as much; missing where there is no estimate.
        package let worth: Double?
        /// Missing where there is no estimate.
        package let accuracy: Figure?
        /// In words, also why there is none.
        package let sentence: String

        package init(items: Int, worth: Double?, accuracy: Figure?, sentence: String) {
            self.items = items
            self.worth = worth
            self.accuracy = accuracy
            self.sentence = sentence
        }
    }

    /// How a model does on pairs of originals and revised texts, and what learning from pairs does for it.
    package struct Pairs: Hashable, Sendable, Codable {
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
            /// Invariances with two different labels; missing without any.
            package let invarianceFlips: Figure?

            package init(
                roots: Int,
                originals: Figure,
                revised: Figure,
                consistency: Figure,
                margin: Figure,
                invarianceFlips: Figure?
            ) {
                self.roots = roots
                self.originals = originals
                self.revised = revised
                self.consistency = consistency
                self.margin = margin
                self.invarianceFlips = invarianceFlips
            }
        }

        /// Accepted pairs that are learned from.
        package let pairs: Int
        /// By folds; missing with too few pairs.
        package let held: Report?
        /// Likewise, of a model that learns from the originals alone.
        package let heldWithout: Report?
        /// Of the model itself, on pairs of items that are set aside; missing without any.
        package let setAside: Report?
        /// Edited words over all, in the middle pair.
        package let medianRatio: Double
        /// Different edits over all of them.
        package let diversity: Double
        /// How well revised texts are told from originals; half is chance.
        package let revisionProbe: Figure?
        /// How well the label is known without the edited words.
        package let residueProbe: Figure?

        package init(
            pairs: Int,
            held: Report?,
            heldWithout: Report?,
            setAside: Report?,
            medianRatio: Double,
            diversity: Double,
            revisionProbe: Figure?,
            residueProbe: Figure?
        ) {
            self.pairs = pairs
            self.held = held
            self.heldWithout = heldWithout
            self.setAside = setAside
            self.medianRatio = medianRatio
            self.diversity = diversity
            self.revisionProbe = revisionProbe
            self.residueProbe = residueProbe
        }
    }

    /// The version's number.
    package let model: Int
    /// Texts that were measured on.
    package let items: Int
    /// Items of the queue that are set aside to measure on, labelled or not; missing for texts from elsewhere.
    package let setAside: Int?
    package let metrics: Metrics
    package let labels: [LabelFigures]
    /// `confusion[truth][predicted]`, in the order of the labels; empty in multi-label.
    package let confusion: [[Int]]
    /// 15 bins of equal width over 0…1.
    package let calibration: [Bin]
    /// What the queue's trainings say of further labels; missing for texts from elsewhere.
    package let outlook: Outlook?
    /// Missing for texts from elsewhere, and while too little is labelled.
    package let chosen: ChosenItems?
    /// Missing for texts from elsewhere, and without pairs.
    package let pairs: Pairs?

    package init(
        model: Int,
        items: Int,
        setAside: Int?,
        metrics: Metrics,
        labels: [LabelFigures],
        confusion: [[Int]],
        calibration: [Bin],
        outlook: Outlook? = nil,
        chosen: ChosenItems? = nil,
        pairs: Pairs? = nil
    ) {
        self.model = model
        self.items = items
        self.setAside = setAside
        self.metrics = metrics
        self.labels = labels
        self.confusion = confusion
        self.calibration = calibration
        self.outlook = outlook
        self.chosen = chosen
        self.pairs = pairs
    }
}
