internal import WinnowNumerics

extension DenseMatrix {
    /// `(d)`; of no rows 0.
    var columnMeans: [Float] {
        var sums = [Double](repeating: 0, count: columnCount)
        for row in 0..<rowCount {
            for (column, value) in self.row(row).enumerated() { sums[column] += Double(value) }
        }
        return sums.map { Float($0 / Double(max(rowCount, 1))) }
    }

    /// Each row less a vector.
    func shifted(by vector: [Float]) -> DenseMatrix {
        var shifted = self
        shifted.values.withUnsafeMutableBufferPointer { values in
            for start in stride(from: 0, to: values.count, by: columnCount) {
                for column in 0..<columnCount { values[start + column] -= vector[column] }
            }
        }
        return shifted
    }

    /// Rows of length 1; a row of zeros stays one.
    func normalized() -> DenseMatrix {
        var result = self
        for row in 0..<rowCount {
            let square = self.row(row).reduce(0) { $0 + Double($1) * Double($1) }
            guard square > 0 else { continue }
            let scale = Float(1 / square.squareRoot())
            for index in row * columnCount..<(row + 1) * columnCount { result.values[index] *= scale }
        }
        return result
    }
}

extension WideMatrix {
    /// Without what lies behind the columns.
    var dense: DenseMatrix {
        guard stride != columnCount else {
            return DenseMatrix(rowCount: rowCount, columnCount: columnCount, values: values)
        }
        let rows = (0..<rowCount).flatMap { values[$0 * stride..<$0 * stride + columnCount] }
        return DenseMatrix(rowCount: rowCount, columnCount: columnCount, values: rows)
    }
}
