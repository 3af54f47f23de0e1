private import Foundation
package import WinnowNumerics

/// A fitted classifier with its calibration: what turns rows into probabilities.
package struct FittedClassifier: Sendable, Codable, Equatable {
    package let model: FittedLogisticRegression
    package let calibration: Calibration

    package init(model: FittedLogisticRegression, calibration: Calibration) {
        self.model = model
        self.calibration = calibration
    }

    /// Calibrated probabilities of rows, `(n, k)`; rows sum to 1 unless the classifier is multi-label.
    ///
    /// - Throws: `LearningError.wrongFeatureCount`.
    package func probabilities(of blocks: [SparseMatrix]) throws(LearningError) -> DenseMatrix {
        let logits = try model.logits(of: blocks)
        let labelCount = model.labelCount
        let values = [Float](unsafeUninitializedCapacity: logits.rowCount * labelCount) { buffer, count in
            nonisolated(unsafe) let out = buffer
            ParallelFor.chunks(of: logits.rowCount, size: 4096) { _, range in
                var outputs = [Double](repeating: 0, count: max(model.head.outputCount, 2))
                for row in range {
                    probabilities(logits.row(row), &outputs)
                    for label in 0..<labelCount { out[row * labelCount + label] = 0 }
                    for (position, label) in model.seenLabels.enumerated() {
                        out[row * labelCount + label] = Float(outputs[position])
                    }
                }
            }
            count = logits.rowCount * labelCount
        }
        return DenseMatrix(rowCount: logits.rowCount, columnCount: labelCount, values: values)
    }

    /// Writes the probability of each seen label to `outputs`.
    private func probabilities(_ logits: ArraySlice<Float>, _ outputs: inout [Double]) {
        if model.seenLabels.count == 1 && !model.isMultilabel {
            outputs[0] = 1
            return
        }
        for (position, logit) in logits.enumerated() { outputs[position] = Double(logit) }
        switch model.head {
        case .binomial:
            let positive = calibrated(outputs[0], output: 0)
            (outputs[0], outputs[1]) = (1 - positive, positive)
        case .oneAgainstRest(let count):
            for output in 0..<count { outputs[output] = calibrated(outputs[output], output: output) }
        case .softmax(let count):
            normalize(&outputs, count: count)
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

    private func normalize(_ outputs: inout [Double], count: Int) {
        switch calibration {
        case .none, .temperature:
            if case .temperature(let temperature) = calibration {
                for output in 0..<count { outputs[output] /= temperature }
            }
            softmax(&outputs)
        case .platt, .isotonic:
            let logits = outputs
            var sum = 0.0
            for output in 0..<count {
                outputs[output] = calibrated(logits[output], output: output)
                sum += outputs[output]
            }
            // Every output may calibrate to zero; the uncalibrated probabilities are then all that is known.
            if sum > 0 {
                for output in 0..<count { outputs[output] /= sum }
            } else {
                outputs = logits
                softmax(&outputs)
            }
        }
    }
}
