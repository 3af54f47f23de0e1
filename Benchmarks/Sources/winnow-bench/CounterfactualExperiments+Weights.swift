import WinnowLearning

extension CounterfactualExperiments {
    /// 200 pairs and 600 single labels: what makes the most of them.
    func weights(seed: Int) throws -> [CounterfactualFigure] {
        let drawn = task.draw(800, seed: UInt64(seed))
        let pairs = task.pairs(of: Array(drawn.prefix(200)), seed: UInt64(seed))
        let rows = pairs + drawn.dropFirst(200)
        var figures = try ways.map { way in
            try figure("weights", way.name, seed, rows, weight: way.weight, by: way.classifier)
        }
        let training = try task.training(rows)
        for (name, chosenFrom, preferred) in choices {
            let candidates = chosenFrom.map { PairChoice.Candidate($0.classifier, weight: $0.weight) }
            let choice = PairChoice.run(candidates, preferring: preferred, on: training, seed: UInt64(seed))
            guard let choice else { continue }
            let way = chosenFrom[choice.best]
            var chosen = try figure("weights", name, seed, rows, weight: way.weight, by: way.classifier)
            chosen.facts = ["choice": Double(choice.best)]
            figures.append(chosen)
        }
        return figures
    }

    private struct Way {
        let name: String
        let weight: Double
        let classifier: any Classifier
    }

    /// Weights, each loss alone and with weight 3, and columns by count ratios of their own accord and with pairs.
    private var ways: [Way] {
        weightsAlone
            + [0.3, 1, 3, 10].map { way("difference \($0)", .difference($0)) }
            + [0.3, 1, 3, 10, 30].map { way("gradients \($0)", .gradientSupervision($0)) }
            + [1, 3, 10].map { way("weight 3, difference \($0)", weight: 3, .difference($0)) }
            + [3, 10].map { way("weight 3, gradients \($0)", weight: 3, .gradientSupervision($0)) }
            + ratios
    }

    private var weightsAlone: [Way] { PairChoice.weights.map { way("weight \(Int($0))", weight: $0, .none) } }

    private var ratios: [Way] {
        PairChoice.weights.map { way("ratios, weight \(Int($0))", weight: $0, .none, power: 0.5) } + [
            way("ratios, weight 3, difference 3", weight: 3, .difference(3), power: 0.5),
            way("ratios, weight 3, gradients 10", weight: 3, .gradientSupervision(10), power: 0.5),
            way("ratios, weight 10, difference 3", weight: 10, .difference(3), power: 0.5),
        ]
    }

    /// Ways to choose from, and the place of the one that is preferred.
    private var choices: [(name: String, ways: [Way], preferred: Int?)] {
        [
            ("chosen weight", weightsAlone, nil), ("chosen weight, 3 preferred", weightsAlone, 1),
            ("chosen with ratios", ratios, nil), ("chosen of all", ways, nil),
        ]
    }

    private func way(_ name: String, weight: Double = 1, _ loss: PairLoss, power: Double = 0) -> Way {
        var own = classifier
        own.pairs = loss
        return Way(name: name, weight: weight, classifier: power == 0 ? own : RatioScaled(own, power: power))
    }
}
