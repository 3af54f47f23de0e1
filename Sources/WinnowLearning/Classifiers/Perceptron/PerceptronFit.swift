internal import WinnowNumerics

/// A fit under way: epochs over the rows, and what is kept of them.
struct PerceptronFit {
    private let classifier: Perceptron
    private let rows: PerceptronRows
    private let heldOut: PerceptronBatch?
    private let cancellation: Cancellation?
    private var descent: PerceptronDescent
    /// Before the first step.
    private var firstLoss: Double?
    /// The weights that the fit falls back to, with the epoch that they are of, and their loss.
    private var best: (weights: PerceptronWeights, epoch: Int, loss: Double)
    /// Epochs since the loss was last lower.
    private var idleCount = 0
    /// The loss that the next must be lower than by the tolerance.
    private var leastLoss = Double.infinity
    private(set) var curve = TrainingCurve()
    private(set) var remarks: [TrainingRemark] = []
    /// Epochs begun.
    private(set) var epochCount = 0

    /// - Parameters:
    ///   - start: Finite.
    init(
        _ classifier: Perceptron,
        _ problem: PerceptronProblem,
        from start: PerceptronWeights,
        cancellation: Cancellation?
    ) {
        self.classifier = classifier
        rows = problem.rows
        heldOut = problem.heldOut.map { $0.batch(Array(0..<$0.rowCount)) }
        self.cancellation = cancellation
        descent = PerceptronDescent(start)
        best = (start, 0, .infinity)
    }

    /// Makes the epochs.
    ///
    /// - Returns: The weights to keep; always finite.
    mutating func run() throws(LearningError) -> PerceptronWeights {
        let whole = rows.rowCount <= classifier.batchSize ? rows.batch(Array(0..<rows.rowCount)) : nil
        for epoch in 1...classifier.epochLimit {
            epochCount = epoch
            guard try make(epoch, whole: whole) else {
                remarks.append(.diverged(epoch: epoch, kept: best.epoch))
                return best.weights
            }
            if idleCount >= classifier.patience {
                if heldOut != nil { remarks.append(.stoppedEarly(epoch: epoch, kept: best.epoch)) }
                return kept
            }
        }
        if isFalling { remarks.append(.notConverged(epochLimit: classifier.epochLimit)) }
        return kept
    }

    /// The best epoch's weights where rows were held out to know it; the training loss only says how well rows are known by
    /// heart, and the last is the most settled.
    private var kept: PerceptronWeights { heldOut == nil ? descent.weights : best.weights }

    /// Whether the training loss fell to the last.
    private var isFalling: Bool {
        let losses = curve.epochs.suffix(classifier.patience + 1).map(\.trainingLoss)
        guard let first = losses.first, let last = losses.last, losses.count > 1 else { return true }
        return first - last > Perceptron.fall * Double(losses.count - 1)
    }

    /// One epoch.
    ///
    /// - Returns: Whether its losses and weights are such as one can go on with.
    private mutating func make(_ epoch: Int, whole: PerceptronBatch?) throws(LearningError) -> Bool {
        let factor = classifier.schedule.factor(epoch: epoch - 1, of: classifier.epochLimit)
        let rate = classifier.learningRate * factor
        let mask =
            classifier.dropout > 0 ? DropoutMask(share: classifier.dropout, seed: classifier.seed, epoch: epoch) : nil
        let batches = whole == nil ? self.batches(epoch) : [[]]
        var (loss, weight, norm) = (0.0, 0.0, 0.0)
        for numbers in batches {
            if cancellation?.isCancelled == true { throw .cancelled }
            let batch = whole ?? rows.batch(numbers)
            let step = descent.step(batch, classifier, rate: rate, mask: mask)
            loss += step.loss * batch.totalWeight
            weight += batch.totalWeight
            norm += step.norm
            if firstLoss == nil { firstLoss = step.loss }
            guard step.loss.isFinite, step.norm.isFinite else { return false }
        }
        let heldOutLoss = heldOut.map { descent.weights.loss(of: $0) }
        let decisive = heldOutLoss ?? loss / weight
        guard isBounded(loss / weight), isBounded(decisive), descent.weights.isFinite else { return false }
        curve.epochs.append(
            TrainingCurve.Epoch(
                trainingLoss: loss / weight,
                heldOutLoss: heldOutLoss,
                learningRate: rate,
                gradientNorm: norm / Double(batches.count)
            )
        )
        note(decisive, epoch: epoch)
        return true
    }

    /// Whether a loss is one of a fit that has not lost its way: not more than fifty times that of a fit that knows nothing.
    private func isBounded(_ loss: Double) -> Bool {
        loss.isFinite && loss <= 50 * max(firstLoss ?? 0, 1)
    }

    private mutating func note(_ loss: Double, epoch: Int) {
        if loss < best.loss { best = (descent.weights, epoch, loss) }
        if loss < leastLoss - Perceptron.tolerance {
            (leastLoss, idleCount) = (loss, 0)
        } else {
            idleCount += 1
        }
    }

    /// The rows of each step of an epoch, dealt by the seed.
    private func batches(_ epoch: Int) -> [[Int]] {
        var generator = SeededGenerator(seed: classifier.seed, purpose: "perceptron batches", index: UInt64(epoch))
        let order = (0..<rows.rowCount).shuffled(using: &generator)
        let count = (order.count + classifier.batchSize - 1) / classifier.batchSize
        return (0..<count).map { Array(order[$0 * order.count / count..<($0 + 1) * order.count / count]) }
    }
}
