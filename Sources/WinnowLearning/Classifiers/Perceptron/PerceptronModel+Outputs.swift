public import WinnowNumerics

extension PerceptronModel {
    /// - Complexity: O(entries · units + n · weights behind them), and n rows of the first layer's units in memory; in
    ///   parallel, the same bits for any thread count.
    public func logits(of features: FeatureRows) throws(LearningError) -> DenseMatrix {
        outputs(of: try first.logits(of: features))
    }

    /// - Complexity: As for `FeatureRows`; in parallel, the same bits for any thread count.
    public func logits(of pool: PoolFeatures) throws(LearningError) -> DenseMatrix {
        outputs(of: try first.logits(of: pool))
    }

    /// What the other layers make of the first one's sums.
    private func outputs(of sums: DenseMatrix) -> DenseMatrix {
        let sizes = shape.sizes
        let tables = layers.enumerated().map { number, layer in
            DenseTable(columnCount: sizes[number], outputCount: sizes[number + 1]) { column, output in
                layer.weights[column * sizes[number + 1] + output]
            }
        }
        let outputCount = head.outputCount
        let values = [Float](unsafeUninitializedCapacity: sums.rowCount * outputCount) { buffer, count in
            // SAFETY: each chunk writes its own rows, and the memory outlives the loop.
            nonisolated(unsafe) let out = buffer
            sums.values.withUnsafeBufferPointer { sums in
                // SAFETY: only read.
                nonisolated(unsafe) let sums = sums
                ParallelFor.chunks(of: sums.count / sizes[0], size: 512) { _, rows in
                    var units = Array(sums[rows.lowerBound * sizes[0]..<rows.upperBound * sizes[0]])
                    for (layer, table) in zip(layers, tables) {
                        units = layer.outputs(of: units, rowCount: rows.count, table)
                    }
                    let target = rows.lowerBound * outputCount..<rows.upperBound * outputCount
                    _ = UnsafeMutableBufferPointer(rebasing: out[target]).update(fromContentsOf: units)
                }
            }
            count = sums.rowCount * outputCount
        }
        return DenseMatrix(rowCount: sums.rowCount, columnCount: outputCount, values: values)
    }
}

extension PerceptronModel.Layer {
    /// `rectified(inputs) · weights + bias`, row-major `(rowCount, outputs)`.
    ///
    /// - Parameter table: The weights.
    fileprivate func outputs(of inputs: [Float], rowCount: Int, _ table: DenseTable) -> [Float] {
        var inputs = inputs
        for index in inputs.indices where inputs[index] < 0 { inputs[index] = 0 }
        let (stride, outputCount) = (table.outStride, table.outputCount)
        return withUnsafeTemporaryAllocation(of: Float.self, capacity: rowCount * stride) { padded in
            inputs.withUnsafeBufferPointer { table.times($0, rowCount: rowCount, into: padded) }
            return [Float](unsafeUninitializedCapacity: rowCount * outputCount) { buffer, count in
                for row in 0..<rowCount {
                    for output in 0..<outputCount {
                        buffer[row * outputCount + output] = padded[row * stride + output] + bias[output]
                    }
                }
                count = rowCount * outputCount
            }
        }
    }
}
