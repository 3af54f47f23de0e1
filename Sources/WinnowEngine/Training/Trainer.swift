internal import Foundation
package import WinnowDomain
package import WinnowLearning
package import WinnowNumerics

/// Fits a queue's classifier on what was known at an event. A function of its inputs: the same give the same bytes.
///
/// Hyperparameters and calibration are chosen by cross-validation at *anchors*, the 10th, 13th, 16th, 20th … annotation or
/// decision about a pair (each a quarter more), and hold until the next. The fit at an anchor is also where the fits behind it start from. What a
/// model is depends on the anchor's event and its own, never on which models were trained in between.
package struct Trainer: Sendable {
    package let queue: Queue
    package let features: FeatureSet
    package let index: ItemIndex
    let cancellation: Cancellation?
    /// What members of pairs count, as an anchor chose it; of effect where the queue file leaves it open.
    private var chosenPairWeight: Double?

    /// - Parameter cancellation: Ends fits before their time; they throw `LearningError.cancelled` then.
    package init(queue: Queue, features: FeatureSet, index: ItemIndex, cancellation: Cancellation? = nil) {
        self.queue = queue
        self.features = features
        self.index = index
        self.cancellation = cancellation
    }

    /// The same, with what members of pairs count as it was chosen before.
    package func weighing(pairs weight: Double?) -> Trainer {
        var trainer = self
        trainer.chosenPairWeight = weight
        return trainer
    }

    /// What members of pairs count while nothing is chosen; see `docs/science.md`.
    static let usualPairWeight = 3.0

    /// Grows when the same data would give another model.
    package static let codeVersion = 7

    /// Models of older versions learned from texts that were read in another way; see `NormalizedText.version`.
    package static let oldestReadableVersion = 3

    /// What cross-validation found at an anchor, and the fit there.
    package struct Anchor: Sendable {
        package let event: EventNumber
        let candidate: ClassifierCandidate
        package let calibration: Calibration
        /// What members of pairs count.
        let pairWeight: Double
        let rows: [Int]
        /// Of the columns, also for the fits behind it: they start from its weights.
        let scales: ColumnScales
        let fit: ClassifierFit
    }

    /// A fitted classifier and the data it came from.
    package struct Product: Sendable {
        package let classifier: FittedClassifier
        package let data: LearningData
        let candidate: ClassifierCandidate
        /// What columns were multiplied by to learn from them.
        package let scales: ColumnScales
        /// Of rows with these scales.
        let fit: ClassifierFit
        /// What members of pairs counted, where that was chosen.
        let pairWeight: Double?
    }

    /// The event of the last anchor up to an event, nil before the first.
    package static func anchorEvent(_ history: LabelHistory, upTo event: EventNumber) -> EventNumber? {
        anchorEvents(history, upTo: event).last
    }

    /// The events of all anchors up to an event, in the order of time.
    static func anchorEvents(_ history: LabelHistory, upTo event: EventNumber) -> [EventNumber] {
        let events = history.teachingEvents(upTo: event)
        var anchors: [EventNumber] = []
        var next = 10.0
        while Int(next) <= events.count {
            anchors.append(events[Int(next) - 1])
            next = max(next + 1, next * 1.25)
        }
        // An import tells many by one event.
        return anchors.reduce(into: []) { if $0.last != $1 { $0.append($1) } }
    }

    /// Cross-validates and fits at an anchor.
    ///
    /// - Throws: `LearningError`, among them that there is nothing to learn from.
    package func anchor(at event: EventNumber, _ history: LabelHistory) throws -> Anchor {
        let data = LearningData(history.standing(at: event), queue: queue, index: index)
        let scales = features.extractor.scales(labelCount: data.training.count)
        let candidates = queue.definition.candidates
        let pairWeight = try pairWeight(data.training, scales, candidates)
        let training = try trainingSet(data.training, scales, pairWeight: pairWeight)
        // With nothing to choose there is nothing to validate.
        let isNeeded = candidates.whole.count > 1 || calibrationKind != .none
        let validation =
            isNeeded
            ? CrossValidation.run(
                candidates.all.map(\.classifier),
                preferring: candidates.preferred,
                challengedBy: candidates.challengers.map(\.classifier),
                on: training,
                seed: queue.definition.seed,
                cancellation: cancellation
            ) : nil
        let candidate = candidates.whole[validation?.best ?? candidates.preferred]
        let fit = try candidate.classifier.fit(training, from: nil, cancellation: cancellation)
        let chosen = validation.map { Calibration.fit(calibrationKind, to: $0.heldOut) } ?? .none
        return Anchor(
            event: event,
            candidate: candidate,
            calibration: try calibration(chosen, fit.model, data.evaluation, scales),
            pairWeight: pairWeight,
            rows: data.training.map(\.row),
            scales: scales,
            fit: fit
        )
    }

    /// A temperature comes from the evaluation items, as far as there are enough: a strategy chose the others, and they are
    /// harder to tell than most.
    private func calibration(
        _ chosen: Calibration,
        _ model: any FittedModel,
        _ evaluation: [LearningData.Example],
        _ scales: ColumnScales
    ) throws -> Calibration {
        guard calibrationKind == .temperature, !evaluation.isEmpty else { return chosen }
        let rows = features.rows.gather(evaluation.map(\.row), scaledBy: scales)
        let outputs = HeldOutOutputs(
            logits: try model.logits(of: rows),
            truth: evaluation.map(\.target.present),
            of: model
        )
        return Calibration.temperature(evaluation: outputs, chosen: chosen)
    }

    /// Fits at an event.
    ///
    /// - Parameter anchor: The anchor of `anchorEvent`, nil before the first.
    /// - Throws: `LearningError`.
    package func fit(at event: EventNumber, _ history: LabelHistory, anchor: Anchor?) throws -> Product {
        let data = LearningData(history.standing(at: event), queue: queue, index: index)
        let scales = anchor?.scales ?? features.extractor.scales(labelCount: data.training.count)
        let training = try trainingSet(data.training, scales, pairWeight: anchor?.pairWeight)
        let candidate = anchor?.candidate ?? queue.definition.candidates.candidate(of: nil)
        let positions = anchor.map { anchor in
            Dictionary(uniqueKeysWithValues: anchor.rows.enumerated().map { ($0.element, $0.offset) })
        }
        let isWarm = type(of: candidate.classifier).abilities.startsWarm
        let start = anchor.flatMap { anchor in
            isWarm ? FitStart(rows: data.training.map { positions?[$0.row] }, fit: anchor.fit) : nil
        }
        let fit = try candidate.classifier.fit(training, from: start, cancellation: cancellation)
        let calibration = anchor.map { $0.calibration(for: fit.model) } ?? .none
        return Product(
            classifier: FittedClassifier(model: unscaled(fit, scales), calibration: calibration),
            data: data,
            candidate: candidate,
            scales: scales,
            fit: fit,
            pairWeight: queue.definition.counterfactuals.weight == nil ? anchor?.pairWeight : nil
        )
    }

    /// Fits on examples of the caller's choice, without calibration: for what asks only which label is the most probable.
    ///
    /// - Parameter hyperparameters: Those that an earlier fit chose.
    package func fit(
        _ examples: [LearningData.Example],
        hyperparameters: [String: Double]
    ) throws -> FittedClassifier {
        let scales = features.extractor.scales(labelCount: examples.count)
        let candidate = queue.definition.candidates.candidate(of: hyperparameters)
        let fit = try candidate.classifier.fit(try trainingSet(examples, scales))
        return FittedClassifier(model: unscaled(fit, scales), calibration: .none)
    }

    /// What members of pairs count: as the queue file says, or what held-out pairs say.
    private func pairWeight(
        _ examples: [LearningData.Example],
        _ scales: ColumnScales,
        _ candidates: ClassifierCandidates
    ) throws -> Double {
        if let weight = queue.definition.counterfactuals.weight { return weight }
        let classifier = candidates.all[candidates.preferred].classifier
        let choice = PairChoice.run(
            PairChoice.weights.map { PairChoice.Candidate(classifier, weight: $0) },
            preferring: PairChoice.weights.firstIndex(of: Self.usualPairWeight),
            on: try trainingSet(examples, scales, pairWeight: 1),
            seed: queue.definition.seed,
            cancellation: cancellation
        )
        return choice.map { PairChoice.weights[$0.best] } ?? Self.usualPairWeight
    }

    /// The model of features as they are kept.
    func unscaled(_ fit: ClassifierFit, _ scales: ColumnScales) -> any FittedModel {
        fit.model.unscaled(scales, sparseColumnCount: features.rows.sparseColumnCount)
    }

    private var calibrationKind: Calibration.Kind {
        switch queue.definition.classifier.calibration {
        case .none: .none
        case .temperature: .temperature
        case .platt: .platt
        case .isotonic: .isotonic
        }
    }

    /// - Parameters:
    ///   - pairWeight: What members of pairs count; nil for what the queue file says.
    ///   - countsPairs: False: as if the revised texts had not been written; they are rows without a weight then.
    func trainingSet(
        _ examples: [LearningData.Example],
        _ scales: ColumnScales,
        pairWeight: Double? = nil,
        countsPairs: Bool = true
    ) throws -> TrainingSet {
        guard !examples.isEmpty else { throw LearningError.noTrainingRows }
        let weight =
            pairWeight ?? queue.definition.counterfactuals.weight ?? chosenPairWeight ?? Self.usualPairWeight
        return try TrainingSet(
            features: features.rows.gather(examples.map(\.row), scaledBy: scales),
            targets: examples.map(\.target),
            weights: examples.map { example in
                guard countsPairs else { return example.revision == nil ? 1 : 0 }
                return example.isPaired ? example.weight * weight : example.weight
            },
            roots: examples.map(\.root.rawValue),
            pairs: pairs(of: examples),
            labelCount: queue.labels.count
        ).marking(drafts: Set(examples.indices.filter { examples[$0].revision?.isAccepted == false }))
    }

    /// The pairs whose two members are both among the examples, by place.
    private func pairs(of examples: [LearningData.Example]) -> [RowPair] {
        var places: [Int: Int] = [:]
        for (place, example) in examples.enumerated() { places[example.row] = place }
        return examples.enumerated().compactMap { place, example in
            guard let revision = example.revision, revision.isAccepted, let parent = places[revision.parentRow] else {
                return nil
            }
            return RowPair(original: parent, revised: place, kind: RowPair.Kind(revision.kind))
        }
    }
}

extension Trainer.Anchor {
    /// The anchor's calibration, unless it is for other outputs: a label was first seen since.
    func calibration(for model: any FittedModel) -> Calibration {
        if case .temperature = calibration { return calibration }
        return model.seenLabels == fit.model.seenLabels ? calibration : .none
    }
}

extension RowPair.Kind {
    init(_ kind: Counterfactual.Kind) {
        switch kind {
        case .flip: self = .flip
        case .invariance: self = .invariance
        }
    }
}
