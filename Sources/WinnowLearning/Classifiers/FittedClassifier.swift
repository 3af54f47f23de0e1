public import WinnowNumerics

/// A fitted classifier with its calibration: what turns rows into probabilities.
public struct FittedClassifier: Sendable {
    /// What makes logits of rows.
    public let model: any FittedModel
    /// Of as many outputs as the model has.
    public let calibration: Calibration
    // The model's own, which rows are turned into probabilities by without asking it.
    private let head: OutputHead
    private let labelCount: Int
    private let seenLabels: [Int]

    /// - Parameter calibration: Of as many outputs as the model has, or none.
    public init(model: any FittedModel, calibration: Calibration) {
        precondition(calibration.isUsable(outputCount: model.head.outputCount), "a calibration of other outputs")
        self.model = model
        self.calibration = calibration
        head = model.head
        labelCount = model.labelCount
        seenLabels = model.seenLabels
    }

    /// Restores a stored classifier.
    ///
    /// - Returns: nil where sizes do not fit each other or a number cannot be used.
    public init?(_ record: ModelRecord, calibration: Calibration) {
        guard let model = record.model, calibration.isUsable(outputCount: model.head.outputCount) else { return nil }
        self.init(model: model, calibration: calibration)
    }

    /// Calibrated probabilities of rows, `(n, k)`; rows sum to 1 unless the classifier is multi-label.
    ///
    /// - Throws: `LearningError.wrongFeatureCount`.
    public func probabilities(of rows: FeatureRows) throws(LearningError) -> DenseMatrix {
        probabilities(of: try model.logits(of: rows))
    }

    /// The same of the rows of a pool.
    public func probabilities(of rows: PoolFeatures) throws(LearningError) -> DenseMatrix {
        guard let model = model as? LinearModel else { return probabilities(of: try model.logits(of: rows)) }
        try model.check(rows.columnCount)
        let values = [Float](unsafeUninitializedCapacity: rows.rowCount * labelCount) { out, count in
            // SAFETY: each chunk of rows is written by one call, and the memory outlives all of them.
            model.scan(rows) { range, logits in probabilities(UnsafeBufferPointer(logits), of: range, in: out) }
            count = rows.rowCount * labelCount
        }
        return DenseMatrix(rowCount: rows.rowCount, columnCount: labelCount, values: values)
    }

    /// Puts the probabilities of some rows in their place among those of all, `(n, k)`.
    ///
    /// - Parameter logits: Of these rows only, `(rows.count, outputCount)`.
    func probabilities(
        _ logits: UnsafeBufferPointer<Float>,
        of rows: Range<Int>,
        in out: UnsafeMutableBufferPointer<Float>
    ) {
        let target = out[rows.lowerBound * labelCount..<rows.upperBound * labelCount]
        probabilities(logits, UnsafeMutableBufferPointer(rebasing: target))
    }

    /// The probabilities of rows with these logits, `(n, k)`.
    private func probabilities(of logits: DenseMatrix) -> DenseMatrix {
        let (outputCount, labelCount) = (head.outputCount, self.labelCount)
        let values = [Float](unsafeUninitializedCapacity: logits.rowCount * labelCount) { buffer, count in
            // SAFETY: each chunk writes its own rows, and the memory outlives the loop.
            nonisolated(unsafe) let out = buffer
            logits.values.withUnsafeBufferPointer { logits in
                // SAFETY: only read.
                nonisolated(unsafe) let logits = logits
                ParallelFor.chunks(of: logits.count / outputCount, size: 4096) { _, range in
                    let rows = logits[range.lowerBound * outputCount..<range.upperBound * outputCount]
                    probabilities(UnsafeBufferPointer(rebasing: rows), of: range, in: out)
                }
            }
            count = logits.rowCount * labelCount
        }
        return DenseMatrix(rowCount: logits.rowCount, columnCount: labelCount, values: values)
    }

    /// Turns the logits of some rows into probabilities of all labels. Nothing in the loop touches a reference count:
    /// threads that share one would wait for each other.
    private func probabilities(_ logits: UnsafeBufferPointer<Float>, _ out: UnsafeMutableBufferPointer<Float>) {
        let (outputCount, labelCount) = (head.outputCount, self.labelCount)
        out.update(repeating: 0)
        if let temperature { return soften(logits, temperature: temperature, out) }
        withUnsafeTemporaryAllocation(of: Double.self, capacity: max(outputCount, 2)) { outputs in
            seenLabels.withUnsafeBufferPointer { seenLabels in
                for row in 0..<logits.count / outputCount {
                    for output in 0..<outputCount { outputs[output] = Double(logits[row * outputCount + output]) }
                    calibrate(outputs)
                    for position in seenLabels.indices {
                        out[row * labelCount + seenLabels[position]] = Float(outputs[position])
                    }
                }
            }
        }
    }

    /// What the logits of a softmax are divided by; nil for other heads and calibrations.
    private var temperature: Float? {
        guard case .softmax = head else { return nil }
        switch calibration {
        case .none: return 1
        case .temperature(let temperature): return Float(temperature)
        case .platt, .isotonic: return nil
        }
    }

    /// The softmax of rows in single precision, which is what they are stored in: a pool is scored after each label.
    private func soften(
        _ logits: UnsafeBufferPointer<Float>,
        temperature: Float,
        _ out: UnsafeMutableBufferPointer<Float>
    ) {
        let (outputCount, labelCount) = (head.outputCount, self.labelCount)
        if outputCount == labelCount {
            // Seen labels ascend, so these are all of them, in their order.
            _ = out.update(fromContentsOf: logits)
            return DenseKernels.best.softmax(out, outputCount: outputCount, factor: 1 / temperature)
        }
        withUnsafeTemporaryAllocation(of: Float.self, capacity: logits.count) { values in
            _ = values.initialize(fromContentsOf: logits)
            DenseKernels.best.softmax(values, outputCount: outputCount, factor: 1 / temperature)
            seenLabels.withUnsafeBufferPointer { seenLabels in
                for row in 0..<logits.count / outputCount {
                    let (input, output) = (row * outputCount, row * labelCount)
                    for position in 0..<outputCount { out[output + seenLabels[position]] = values[input + position] }
                }
            }
        }
    }

    /// Replaces logits by the probability of each seen label.
    private func calibrate(_ outputs: UnsafeMutableBufferPointer<Double>) {
        if head == .binomial && seenLabels.count == 1 {
            outputs[0] = 1
            return
        }
        switch head {
        case .binomial:
            let positive = calibrated(outputs[0], output: 0)
            (outputs[0], outputs[1]) = (1 - positive, positive)
        case .oneAgainstRest(let count):
            for output in 0..<count { outputs[output] = calibrated(outputs[output], output: output) }
        case .softmax(let count):
            normalize(UnsafeMutableBufferPointer(rebasing: outputs[..<count]))
        }
    }

    /// One output on its own.
    private func calibrated(_ logit: Double, output: Int) -> Double {
        switch calibration {
        case .none: sigmoid(logit)
        case .temperature(let temperature): sigmoid(logit / temperature)
        case .platt(let lines): sigmoid(lines[output].slope * logit + lines[output].intercept)
        case .isotonic(let steps): min(max(steps[output](sigmoid(logit)), 0), 1)
        }
    }

    /// Each label against all others, then all scaled to sum 1.
    private func normalize(_ outputs: UnsafeMutableBufferPointer<Double>) {
        let logits = Array(outputs)
        softmaxLogOdds(outputs)
        var sum = 0.0
        for output in outputs.indices {
            outputs[output] = calibrated(outputs[output], output: output)
            sum += outputs[output]
        }
        // Every output may calibrate to zero; the uncalibrated probabilities are then all that is known.
        if sum > 0 {
            for output in outputs.indices { outputs[output] /= sum }
        } else {
            _ = outputs.update(fromContentsOf: logits)
            softmax(outputs)
        }
    }
}
