internal import WinnowNumerics

/// Steps of a solver that works on all columns at once, on the calling thread.
extension WideMatrix {
    /// Adds `factor · other`.
    mutating func add(_ factor: Float, _ other: WideMatrix) {
        add(columns: [Float](repeating: factor, count: stride), other)
    }

    /// Adds `other` with a factor for each column; factors that are missing are 0.
    mutating func add(columns factors: [Float], _ other: WideMatrix) {
        precondition(values.count == other.values.count, "\(other.values.count) numbers to \(values.count)")
        let factors = factors + [Float](repeating: 0, count: stride - factors.count)
        let stride = stride
        values.withUnsafeMutableBufferPointer { values in
            other.values.withUnsafeBufferPointer { other in
                factors.withUnsafeBufferPointer { factors in
                    for start in Swift.stride(from: 0, to: values.count, by: stride) {
                        for column in 0..<stride {
                            values[start + column] += factors[column] * other[start + column]
                        }
                    }
                }
            }
        }
    }

    /// Multiplies each column by a factor.
    mutating func multiply(columns factors: [Float]) {
        let factors = factors + [Float](repeating: 0, count: stride - factors.count)
        let stride = stride
        values.withUnsafeMutableBufferPointer { values in
            factors.withUnsafeBufferPointer { factors in
                for start in Swift.stride(from: 0, to: values.count, by: stride) {
                    for column in 0..<stride { values[start + column] *= factors[column] }
                }
            }
        }
    }

    /// Takes `other` away, each row times a factor.
    mutating func subtract(_ other: WideMatrix, _ factors: [Float]) {
        let stride = stride
        values.withUnsafeMutableBufferPointer { values in
            other.values.withUnsafeBufferPointer { other in
                for row in 0..<factors.count {
                    for index in row * stride..<(row + 1) * stride { values[index] -= factors[row] * other[index] }
                }
            }
        }
    }

    /// The inner product of each column with the other's, `(d)`.
    func columnDots(_ other: WideMatrix) -> [Double] {
        var sums = [Double](repeating: 0, count: stride)
        values.withUnsafeBufferPointer { values in
            other.values.withUnsafeBufferPointer { other in
                sums.withUnsafeMutableBufferPointer { sums in
                    for start in Swift.stride(from: 0, to: values.count, by: stride) {
                        for column in 0..<stride {
                            sums[column] += Double(values[start + column]) * Double(other[start + column])
                        }
                    }
                }
            }
        }
        return Array(sums.prefix(columnCount))
    }

    /// The square of a row's length.
    func square(ofRow row: Int) -> Double {
        values[row * stride..<(row + 1) * stride].reduce(0) { $0 + Double($1) * Double($1) }
    }
}

extension SparseMatrix {
    /// Each row times a factor.
    func scaled(rows factors: [Float]) -> SparseMatrix {
        var builder = SparseMatrixBuilder(columnCount: columnCount)
        for row in 0..<rowCount {
            let entries = entries(of: row)
            builder.append(columns: columns[entries], values: values[entries].map { $0 * factors[row] })
        }
        return builder.build()
    }
}
