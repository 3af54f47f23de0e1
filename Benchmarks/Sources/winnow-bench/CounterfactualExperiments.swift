import Foundation
import WinnowLearning
import WinnowNumerics

/// The experiments of `counterfactualsBenchmark`, each for a seed.
struct CounterfactualExperiments {
    let task: CounterfactualTask
    let classifier: LogisticRegression

    /// The figures of one experiment and seed.
    func run(_ name: String, seed: Int) throws -> [CounterfactualFigure] {
        switch name {
        case "table": try table(seed: seed)
        case "texts": try equalTexts(seed: seed)
        case "reading": try equalReading(seed: seed)
        case "weights": try weights(seed: seed)
        case "calibration": try calibration(seed: seed)
        default: throw CocoaError(.featureUnsupported)
        }
    }

    func figure(
        _ experiment: String,
        _ arm: String,
        _ seed: Int,
        _ rows: [Int],
        weight: Double = 1,
        by other: (any Classifier)? = nil
    ) throws -> CounterfactualFigure {
        let training = try task.training(rows).weightingPairs(by: weight)
        let fitted = FittedClassifier(model: try (other ?? classifier).fit(training).model, calibration: .none)
        var figure = CounterfactualFigure(
            experiment,
            arm,
            seed: seed,
            try task.report(fitted),
            held: try task.heldReport(fitted, learnedFrom: training)
        )
        if other == nil { (figure.rows, figure.weights) = (rows, training.weights) }
        return figure
    }

    /// Originals, revised texts, both, and half of the pairs: as the published table.
    private func table(seed: Int) throws -> [CounterfactualFigure] {
        let originals = task.train.originals
        let half = Array(task.draw(originals.count, seed: UInt64(seed)).prefix(originals.count / 2))
        let halves = half.flatMap { [$0] + (task.revisions[$0] ?? []) }
        var figures = [try figure("table", "half of the pairs", seed, halves)]
        // The others have nothing to draw.
        if seed == 0 {
            let revised = task.train.isRevised.indices.filter { task.train.isRevised[$0] }
            figures.append(try figure("table", "originals", seed, originals))
            figures.append(try figure("table", "revised", seed, revised))
            figures.append(try figure("table", "both", seed, originals + revised))
        }
        return figures
    }

    /// n originals beside n/2 pairs.
    private func equalTexts(seed: Int) throws -> [CounterfactualFigure] {
        try [100, 200, 400, 800].flatMap { count in
            let originals = task.draw(count, seed: UInt64(seed))
            let pairs = task.pairs(of: task.draw(count / 2, seed: UInt64(seed)), seed: UInt64(seed))
            return [
                try figure("texts", "\(count) originals", seed, originals),
                try figure("texts", "\(count / 2) pairs", seed, pairs),
            ]
        }
    }

    /// 600 labelled originals, of which so many are revised as can be read in 18,000 tokens.
    private func equalReading(seed: Int) throws -> [CounterfactualFigure] {
        let labelled = task.draw(600, seed: UInt64(seed))
        let training = try task.training(labelled)
        guard let probabilities = CrossValidation.probabilities(of: classifier, on: training, seed: UInt64(seed)) else {
            throw CocoaError(.featureUnsupported)
        }
        let points = training.features.dense.map { WideMatrix($0) }
        let pool = RevisionPool(
            probabilities: probabilities,
            labels: labelled.map { task.train.labels[$0] },
            tokenCounts: labelled.map { task.tokenCounts[$0] },
            isRevised: labelled.map { _ in false },
            points: points,
            batchSize: labelled.count,
            seed: UInt64(seed)
        )
        return try RevisionStrategies.all.sorted { $0.key < $1.key }.flatMap {
            name,
            strategy -> [CounterfactualFigure] in
            guard points != nil || name != RepresentativeRevision.name else { return [] }
            var (read, chosen): (Int, [Int]) = (0, [])
            for place in try pool.order(by: strategy) {
                let tokens = task.tokenCounts[labelled[place]]
                guard read + tokens <= 18_000 else { break }
                read += tokens
                chosen.append(labelled[place])
            }
            let revised = task.pairs(of: chosen, seed: UInt64(seed)).filter { task.train.isRevised[$0] }
            return try [1, 3].map { weight in
                var figure = try figure("reading", "\(name) × \(Int(weight))", seed, labelled + revised, weight: weight)
                figure.facts = ["texts": Double(chosen.count), "tokens": Double(read)]
                return figure
            }
        }
    }
}
