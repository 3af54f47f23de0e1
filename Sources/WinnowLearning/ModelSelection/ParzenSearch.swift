private import Foundation
internal import WinnowNumerics

/// Proposes what the better trials have more of than the worse: a tree-structured Parzen estimator.
///
/// Each hyperparameter is looked at on its own, among the trials that have it. Numbers are shares of their range.
///
/// - Source: Bergstra, Bardenet, Bengio and Kégl 2011, section 4; the better trials are a quarter of the square root of all,
///   and 24 candidates are compared, as in Bergstra, Yamins and Cox 2013. The kernels' widths are the larger distance to a
///   neighbour, clipped as there.
struct ParzenSearch: Sendable {
    static let candidateCount = 24
    static let randomCount = 10

    let space: SearchSpace
    /// Best first.
    private let trials: [SearchSpace.Configuration]
    private let goodCount: Int

    /// - Parameter trials: Completed ones with their losses.
    init(_ space: SearchSpace, trials: [(configuration: SearchSpace.Configuration, loss: Double)]) {
        self.space = space
        let order = trials.indices.sorted { (trials[$0].loss, $0) < (trials[$1].loss, $1) }
        self.trials = order.map { trials[$0].configuration }
        goodCount = min(25, max(1, Int((0.25 * Double(trials.count).squareRoot()).rounded(.up))))
    }

    /// The most promising of some configurations that are drawn like the better trials; drawn evenly while there are few.
    func propose(using generator: inout SeededGenerator) -> SearchSpace.Configuration {
        guard trials.count >= ParzenSearch.randomCount else { return space.draw(using: &generator) }
        var best: (configuration: SearchSpace.Configuration, promise: Double)?
        for _ in 0..<ParzenSearch.candidateCount {
            var promise = 0.0
            let configuration = space.configuration { parameter, _ in
                let (good, bad) = densities(parameter)
                let value = good.draw(using: &generator)
                promise += good.logDensity(value) - bad.logDensity(value)
                return value
            }
            if best.map({ promise > $0.promise }) ?? true { best = (configuration, promise) }
        }
        return best?.configuration ?? space.draw(using: &generator)
    }

    private func densities(_ parameter: Hyperparameter) -> (good: ParzenDensity, bad: ParzenDensity) {
        let values = { (trials: ArraySlice<SearchSpace.Configuration>) in trials.compactMap { $0[parameter.name] } }
        return (
            ParzenDensity(parameter, values(trials.prefix(goodCount))),
            ParzenDensity(parameter, values(trials.dropFirst(goodCount)))
        )
    }
}

/// Where the values of a hyperparameter lie, with one even prior value among them.
private struct ParzenDensity {
    private let parameter: Hyperparameter
    /// Of numbers: centres of kernels as shares of the range, ascending, with their widths; the prior is one of them.
    private var kernels: [Kernel] = []
    /// Of words: their probabilities.
    private var words: [(word: String, probability: Double)] = []

    init(_ parameter: Hyperparameter, _ values: [HyperparameterValue]) {
        self.parameter = parameter
        if case .choice(let names) = parameter.range {
            let total = Double(values.count + names.count)
            words = names.map { name in (name, Double(values.count { $0.word == name } + 1) / total) }
            return
        }
        let centres = (values.compactMap(parameter.share) + [0.5]).sorted()
        let least = 1 / min(100, Double(centres.count) + 1)
        var hasPrior = false
        kernels = centres.indices.map { place in
            if centres[place] == 0.5, !hasPrior {
                hasPrior = true
                return Kernel(centre: 0.5, width: 1)
            }
            let before = place > 0 ? centres[place] - centres[place - 1] : centres[place]
            let after = place + 1 < centres.count ? centres[place + 1] - centres[place] : 1 - centres[place]
            return Kernel(centre: centres[place], width: min(max(before, after, least), 1))
        }
    }

    func draw(using generator: inout SeededGenerator) -> HyperparameterValue {
        if !words.isEmpty {
            var left = generator.uniform()
            for (word, probability) in words {
                left -= probability
                if left < 0 { return .choice(word) }
            }
            return .choice(words[words.count - 1].word)
        }
        let kernel = kernels[min(Int(generator.uniform() * Double(kernels.count)), kernels.count - 1)]
        // Box and Muller 1958; what falls outside the range is drawn again, and after some failures evenly.
        for _ in 0..<32 {
            let radius = (-2 * log(1 - generator.uniform())).squareRoot()
            let share = kernel.centre + kernel.width * radius * cos(2 * .pi * generator.uniform())
            if (0...1).contains(share) { return parameter.value(at: share) }
        }
        return parameter.value(at: generator.uniform())
    }

    func logDensity(_ value: HyperparameterValue) -> Double {
        if let word = value.word { return log(words.first { $0.word == word }?.probability ?? 1e-12) }
        guard let share = parameter.share(of: value) else { return 0 }
        let sum = kernels.reduce(0) { sum, kernel in
            let distance = (share - kernel.centre) / kernel.width
            return sum + exp(-distance * distance / 2) / (kernel.width * kernel.massInside)
        }
        return log(max(sum / Double(kernels.count), 1e-300))
    }
}

/// A bell curve around a trial's value, in shares of the range.
private struct Kernel {
    let centre: Double
    let width: Double

    /// How much of it lies in the range.
    var massInside: Double {
        let scale = width * 2.0.squareRoot()
        return max((erf((1 - centre) / scale) - erf(-centre / scale)) / 2, 1e-12)
    }
}
