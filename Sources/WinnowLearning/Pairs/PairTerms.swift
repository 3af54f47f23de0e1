internal import WinnowNumerics

/// The pairs of a fit as its objective sees them: n rows, m outputs.
struct PairTerms: Sendable {
    /// Two outputs that decide between two labels; one where it is the log-odds of the two.
    struct Contrast: Hashable, Sendable {
        let plus: Int
        let minus: Int?
    }

    /// An original and a revised row of different labels.
    struct Flip: Sendable {
        let original: Int
        let revised: Int
        /// A place in `contrasts`.
        let contrast: Int
        /// 1 where the contrast speaks for the revised row's label, −1 where it speaks for the original's.
        let sign: Double
        let weight: Double
        /// ‖x' − x‖.
        let distance: Double
    }

    /// Two rows of one label.
    struct Swap: Sendable {
        let original: Int
        let revised: Int
        let weight: Double
    }

    let loss: PairLoss
    let outputCount: Int
    let contrasts: [Contrast]
    let flips: [Flip]
    let swaps: [Swap]

    var stride: Int { tableStride(outputCount: outputCount) }

    /// Whether the lengths of weights have a part in it.
    var supervisesGradients: Bool { loss.gradientSupervision > 0 && !flips.isEmpty }

    /// Without what is not convex: where the rest starts from. nil where nothing else is added.
    var convex: PairTerms? {
        guard loss.convex != .none else { return nil }
        return PairTerms(loss: loss.convex, outputCount: outputCount, contrasts: contrasts, flips: flips, swaps: swaps)
    }
}

extension PairTerms {
    /// - Parameter seen: The labels of the outputs, at least two.
    /// - Returns: nil where nothing is added to the objective.
    init?(_ training: TrainingSet, loss: PairLoss, seen: [Int]) {
        let known = training.pairs.compactMap { KnownPair($0, training, seen) }
        let flipped = loss.difference > 0 || loss.gradientSupervision > 0 ? known.filter(\.isFlip) : []
        let contrasts = Set(flipped.map { $0.contrast(labelCount: seen.count) })
            .sorted { ($0.plus, $0.minus ?? -1) < ($1.plus, $1.minus ?? -1) }
        let places = Dictionary(uniqueKeysWithValues: contrasts.enumerated().map { ($0.element, $0.offset) })
        let flips = flipped.map { pair in
            Flip(
                original: pair.rows.original,
                revised: pair.rows.revised,
                contrast: places[pair.contrast(labelCount: seen.count)] ?? 0,
                sign: pair.revised > pair.original ? 1 : -1,
                weight: pair.weight,
                distance: training.features.distance(between: pair.rows.original, and: pair.rows.revised)
            )
        }
        let swaps =
            loss.invariance > 0
            ? known.filter(\.isSwap).map {
                Swap(original: $0.rows.original, revised: $0.rows.revised, weight: $0.weight)
            } : []
        guard !flips.isEmpty || !swaps.isEmpty else { return nil }
        self.init(
            loss: loss,
            outputCount: seen.count == 2 ? 1 : seen.count,
            contrasts: contrasts,
            flips: flips,
            swaps: swaps
        )
    }
}

/// A pair with a weight and a label for both rows.
private struct KnownPair {
    let rows: RowPair
    /// Places of the labels among those seen.
    let original: Int
    let revised: Int
    let weight: Double

    init?(_ pair: RowPair, _ training: TrainingSet, _ seen: [Int]) {
        func place(_ row: Int) -> Int? {
            guard case .label(let label) = training.targets[row] else { return nil }
            return seen.firstIndex(of: label)
        }
        weight = min(training.weights[pair.original], training.weights[pair.revised])
        guard weight > 0, let original = place(pair.original), let revised = place(pair.revised) else { return nil }
        rows = pair
        self.original = original
        self.revised = revised
    }

    var isFlip: Bool { rows.kind == .flip && original != revised }
    var isSwap: Bool { rows.kind == .invariance && original == revised }

    func contrast(labelCount: Int) -> PairTerms.Contrast {
        labelCount == 2
            ? PairTerms.Contrast(plus: 0, minus: nil)
            : PairTerms.Contrast(plus: max(original, revised), minus: min(original, revised))
    }
}
