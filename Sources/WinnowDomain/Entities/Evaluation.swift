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

        /// nil where there are too few texts to tell.
        package var bounds: ClosedRange<Double>? {
            guard let low, let high, low <= high else { return nil }
            return low...high
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
