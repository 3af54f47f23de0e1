internal import WinnowNumerics

extension PairLoss {
    /// The losses of a training set's pairs, each times its strength and weight, added; and the derivatives by the
    /// weights.
    ///
    /// This is what a fit adds to its objective, in the weights themselves and in double precision: for reports and
    /// tests.
    ///
    /// - Parameter weights: Row-major `(d, stride)` with the stride of `tableStride` for m outputs, m = 1 with two
    ///   labels: the log-odds of the higher one.
    /// - Returns: The derivatives in the same layout; 0 where there are no pairs.
    package func evaluate(_ weights: [Double], on training: TrainingSet) -> (value: Double, gradient: [Double]) {
        let seen = training.seenLabels
        var gradient = [Double](repeating: 0, count: weights.count)
        guard seen.count >= 2, !training.isMultilabel, let terms = PairTerms(training, loss: self, seen: seen) else {
            return (0, gradient)
        }
        precondition(weights.count == training.features.columnCount * terms.stride, "\(weights.count) weights")
        let point = PairedPoint(
            image: training.features.times(weights, stride: terms.stride),
            weights: weights,
            dual: weights,
            layout: .byRow(weights, stride: terms.stride)
        )
        var byLogit = [Double](repeating: 0, count: point.image.count)
        let value = terms.add(at: point, byLogit: &byLogit, byWeight: &gradient)
        gradient.add(1, training.features.transposedTimes(byLogit, stride: terms.stride))
        return (value, gradient)
    }
}

extension FeatureRows {
    /// `X · table`, row-major `(n, stride)`.
    fileprivate func times(_ table: [Double], stride: Int) -> [Double] {
        let split = sparseColumnCount * stride
        var product =
            sparse?.times(table: Array(table[..<split]), stride: stride)
            ?? [Double](repeating: 0, count: rowCount * stride)
        guard let dense else { return product }
        for row in 0..<rowCount {
            for column in 0..<dense.columnCount {
                for output in 0..<stride {
                    product[row * stride + output] +=
                        Double(dense[row, column]) * table[split + column * stride + output]
                }
            }
        }
        return product
    }

    /// `Xᵀ · rows`, row-major `(d, stride)`.
    fileprivate func transposedTimes(_ rows: [Double], stride: Int) -> [Double] {
        var product = sparse?.transposedTimes(rows: rows, stride: stride) ?? []
        guard let dense else { return product }
        var table = [Double](repeating: 0, count: dense.columnCount * stride)
        for row in 0..<rowCount {
            for column in 0..<dense.columnCount {
                for output in 0..<stride {
                    table[column * stride + output] += Double(dense[row, column]) * rows[row * stride + output]
                }
            }
        }
        product += table
        return product
    }
}
