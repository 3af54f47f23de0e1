/// Multiplies by `X · Xᵀ`, the inner products of the rows of X with each other, without making that matrix.
///
/// A column that one row alone has adds to that row's product with itself and to nothing else, so those columns, half of
/// them with n-grams, are summed up once into a diagonal. The transpose is kept beside the rest, because both products
/// are then sums over rows that may be split between threads. n rows, d columns.
public struct GramProduct: Sendable {
    /// X over the columns that at least two rows have.
    private let shared: SparseMatrix
    private let transposed: SparseMatrix
    /// For each row, the squares of the values that no other row has a value beside.
    private let diagonal: [Double]

    /// - Complexity: O(d + entries).
    public init(_ features: SparseMatrix) {
        var counts = [Int32](repeating: 0, count: features.columnCount)
        for row in 0..<features.rowCount {
            for entry in features.entries(of: row) { counts[Int(features.columns[entry])] += 1 }
        }
        var position = [UInt32](repeating: 0, count: features.columnCount)
        var sharedCount: UInt32 = 0
        for column in counts.indices where counts[column] > 1 {
            position[column] = sharedCount
            sharedCount += 1
        }
        var diagonal = [Double](repeating: 0, count: features.rowCount)
        var builder = SparseMatrixBuilder(columnCount: max(Int(sharedCount), 1))
        var (columns, values): ([UInt32], [Float]) = ([], [])
        for row in 0..<features.rowCount {
            columns.removeAll(keepingCapacity: true)
            values.removeAll(keepingCapacity: true)
            for entry in features.entries(of: row) {
                let (column, value) = (Int(features.columns[entry]), features.values[entry])
                if counts[column] > 1 {
                    columns.append(position[column])
                    values.append(value)
                } else {
                    diagonal[row] += Double(value) * Double(value)
                }
            }
            builder.append(columns: columns, values: values)
        }
        shared = builder.build()
        transposed = shared.transposed()
        self.diagonal = diagonal
    }

    /// `X · Xᵀ · rows`, row-major `(n, stride)`.
    ///
    /// - Parameters:
    ///   - rows: Row-major `(n, stride)`.
    ///   - stride: From `tableStride(outputCount:)`.
    /// - Complexity: O(entries · stride); the same bits for any thread count.
    public func times(_ rows: [Double], stride: Int) -> [Double] {
        let table = transposed.times(table: rows, stride: stride)
        var product = shared.times(table: table, stride: stride)
        product.withUnsafeMutableBufferPointer { product in
            rows.withUnsafeBufferPointer { rows in
                for row in diagonal.indices {
                    for index in row * stride..<(row + 1) * stride { product[index] += diagonal[row] * rows[index] }
                }
            }
        }
        return product
    }
}
