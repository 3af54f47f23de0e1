internal import WinnowNumerics

/// What a perceptron is to learn: a training set in the columns, the units and the order of a fit.
public struct PerceptronProblem: Sendable {
    let shape: PerceptronShape
    /// The sparse columns that occur in the rows that are learned from, ascending.
    public let columns: [UInt32]
    /// What features are multiplied by.
    public let scale: Double
    /// Features of a row that are not 0, on average.
    let fanIn: Double
    let seed: UInt64
    let rows: PerceptronRows
    /// Rows that decide when to stop.
    let heldOut: PerceptronRows?

    /// - Returns: nil where no row teaches anything: there is one label only, or nothing is known.
    init?(_ training: TrainingSet, _ classifier: Perceptron, _ shape: PerceptronShape) {
        let sample = PerceptronSample(training, head: shape.head, seen: shape.seenLabels)
        guard !sample.rows.isEmpty else { return nil }
        let isHeld = sample.heldOut(classifier)
        let learning = isHeld.indices.filter { !isHeld[$0] }
        let held = isHeld.indices.filter { isHeld[$0] }
        var targets = sample.targets.selecting(rows: learning)
        targets.balance(classifier.balancesLabels)
        let features = training.features.selecting(rows: learning.map { sample.rows[$0] })
        let columns = features.sparse?.occurringColumns() ?? []
        let (scale, fanIn) = features.unitScale(weights: targets.weights)
        self.shape = shape
        self.columns = columns
        self.scale = scale
        self.fanIn = fanIn
        seed = classifier.seed
        rows = PerceptronRows(
            features,
            columns: columns,
            scale: scale,
            targets: targets,
            keys: learning.map { sample.keys[$0] }
        )
        heldOut =
            held.isEmpty
            ? nil
            : PerceptronRows(
                training.features.selecting(rows: held.map { sample.rows[$0] }),
                columns: columns,
                scale: scale,
                targets: targets.replacing(by: sample.targets.selecting(rows: held)),
                keys: held.map { sample.keys[$0] }
            )
    }

    /// The same for a look at it without a fit.
    ///
    /// - Returns: nil also where nothing has a label.
    public init?(_ training: TrainingSet, _ classifier: Perceptron) {
        guard let shape = try? classifier.shape(training) else { return nil }
        self.init(training, classifier, shape)
    }

    /// The weights of a fit that starts from nothing.
    public var start: PerceptronWeights {
        PerceptronWeights(
            columns: columns,
            denseCount: rows.dense?.columnCount ?? 0,
            sizes: shape.sizes,
            fanIn: fanIn,
            seed: seed
        )
    }

    /// The mean loss of all rows that are learned from, and its derivatives, without dropout.
    public func gradient(at weights: PerceptronWeights) -> PerceptronGradient {
        weights.gradient(of: rows.batch(Array(0..<rows.rowCount)))
    }

    /// Hidden units that are 0 on every row, and all of them.
    func deadUnits(of weights: PerceptronWeights) -> (dead: Int, all: Int) {
        let layers = weights.activations(sparse: rows.sparse, dense: rows.dense, keys: rows.keys).dropLast()
        var (dead, all) = (0, 0)
        for layer in layers {
            all += layer.columnCount
            dead += (0..<layer.columnCount).count { column in
                (0..<layer.rowCount).allSatisfy { layer[$0, column] == 0 }
            }
        }
        return (dead, all)
    }
}

extension FeatureRows {
    /// What makes the mean square of the length of rows the number of features that are not 0 in one: as if each of these had
    /// the mean square 1. It is 1 for rows of zeros.
    fileprivate func unitScale(weights: [Double]) -> (factor: Double, fanIn: Double) {
        var (square, count, total) = (0.0, 0.0, 0.0)
        for row in 0..<rowCount {
            var own = 0.0
            for entry in sparse?.entries(of: row) ?? 0..<0 {
                let value = Double(sparse?.values[entry] ?? 0)
                own += value * value
                count += weights[row]
            }
            for value in dense?.row(row) ?? [] { own += Double(value) * Double(value) }
            square += weights[row] * own
            total += weights[row]
        }
        let fanIn = max(count / total + Double(denseColumnCount), 1)
        let factor = (fanIn * total / square).squareRoot()
        guard factor.isFinite, factor > 0, fanIn.isFinite else { return (1, max(Double(denseColumnCount), 1)) }
        // Beyond this a weight times the factor may be none any more.
        return (min(factor, 1e25), fanIn)
    }
}

extension SparseMatrix {
    /// The columns that have an entry, ascending.
    fileprivate func occurringColumns() -> [UInt32] {
        var occurs = [Bool](repeating: false, count: columnCount)
        for row in 0..<rowCount {
            for entry in entries(of: row) { occurs[Int(columns[entry])] = true }
        }
        return occurs.indices.filter { occurs[$0] }.map(UInt32.init)
    }
}
