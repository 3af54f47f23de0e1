internal import WinnowNumerics

extension PerceptronWeights {
    /// What each layer gives for some rows: rectified, the last as it is; each `(n, outputs)`.
    func activations(
        sparse: SparseMatrix?,
        dense: WideMatrix?,
        mask: DropoutMask? = nil,
        keys: [UInt64]
    ) -> [WideMatrix] {
        var found: [WideMatrix] = []
        for (number, layer) in layers.enumerated() {
            var sums: WideMatrix
            if number == 0, let sparse, self.sparse.rowCount == sparse.columnCount {
                sums = sparse.times(self.sparse)
            } else {
                sums = WideMatrix(zeros: keys.count, layer.outputCount)
            }
            if let inputs = number == 0 ? dense : found.last { sums.addProduct(inputs, layer.weights) }
            let isHidden = number < layers.count - 1
            sums.finish(bias: layer.bias, isRectified: isHidden)
            if isHidden { mask?.apply(to: &sums, layer: number, keys: keys) }
            found.append(sums)
        }
        return found
    }

    /// The mean loss of a batch without dropout.
    func loss(of batch: PerceptronBatch) -> Double {
        let outputs = activations(sparse: batch.sparse, dense: batch.dense, keys: batch.keys)
        var logits = outputs[outputs.count - 1].doubles()
        return logits.withUnsafeMutableBufferPointer { batch.loss.evaluate(rows: 0..<batch.rowCount, logits: $0) }
            / batch.totalWeight
    }

    /// The mean loss of a batch and its derivatives, by backpropagation (Rumelhart, Hinton and Williams 1986).
    ///
    /// A unit at 0 has the derivative 0.
    ///
    /// - Complexity: O(n · weights of dense columns and layers + entries · units of the first layer).
    func gradient(of batch: PerceptronBatch, mask: DropoutMask? = nil) -> PerceptronGradient {
        let found = activations(sparse: batch.sparse, dense: batch.dense, mask: mask, keys: batch.keys)
        let outputs = found[found.count - 1]
        var logits = outputs.doubles()
        let sum = logits.withUnsafeMutableBufferPointer { batch.loss.evaluate(rows: 0..<batch.rowCount, logits: $0) }
        var deltas = WideMatrix(zeros: batch.rowCount, outputs.columnCount)
        deltas.set(logits, dividedBy: batch.totalWeight)
        var parts: [PerceptronLayer] = []
        for number in layers.indices.reversed() {
            let inputs = number == 0 ? batch.dense : found[number - 1]
            let weights =
                inputs?.transposedTimes(deltas)
                ?? WideMatrix(zeros: layers[number].weights.rowCount, layers[number].outputCount)
            parts.append(PerceptronLayer(weights: weights, bias: deltas.columnSums()))
            guard number > 0 else { break }
            var back = WideMatrix(zeros: batch.rowCount, found[number - 1].columnCount)
            back.addProduct(deltas, layers[number].weights.transposed())
            back.silence(where: found[number - 1], scale: mask.map { Float(1 / (1 - $0.share)) } ?? 1)
            deltas = back
        }
        return PerceptronGradient(
            loss: sum / batch.totalWeight,
            sparse: batch.touched.isEmpty ? nil : batch.turned?.times(deltas),
            layers: parts.reversed()
        )
    }
}

extension WideMatrix {
    /// Adds a bias to each row, and rectifies.
    fileprivate mutating func finish(bias: [Float], isRectified: Bool) {
        let width = stride
        values.withUnsafeMutableBufferPointer { values in
            bias.withUnsafeBufferPointer { bias in
                for start in Swift.stride(from: 0, to: values.count, by: width) {
                    for column in 0..<width {
                        let sum = values[start + column] + bias[column]
                        // What is no number stays none, so that a fit that diverged is seen.
                        values[start + column] = isRectified && sum < 0 ? 0 : sum
                    }
                }
            }
        }
    }

    /// 0 where a unit was, times a number elsewhere.
    fileprivate mutating func silence(where units: WideMatrix, scale: Float) {
        values.withUnsafeMutableBufferPointer { values in
            units.values.withUnsafeBufferPointer { units in
                for index in values.indices { values[index] = units[index] == 0 ? 0 : scale * values[index] }
            }
        }
    }

    /// In the layout that losses want.
    fileprivate func doubles() -> [Double] {
        let width = tableStride(outputCount: columnCount)
        var result = [Double](repeating: 0, count: rowCount * width)
        for row in 0..<rowCount {
            for column in 0..<columnCount { result[row * width + column] = Double(values[row * stride + column]) }
        }
        return result
    }

    /// The reverse.
    fileprivate mutating func set(_ numbers: [Double], dividedBy divisor: Double) {
        let width = tableStride(outputCount: columnCount)
        for row in 0..<rowCount {
            for column in 0..<columnCount {
                values[row * stride + column] = Float(numbers[row * width + column] / divisor)
            }
        }
    }
}
