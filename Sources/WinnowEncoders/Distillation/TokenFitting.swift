internal import WinnowNumerics

/// Changes vectors of tokens so that texts, as sums of their tokens brought to length 1, come near to given vectors.
///
/// Ridge regression of what the texts still lack on the tokens they have: `‖S X (E + D) − Z‖² + λ‖D‖²` with the counts
/// X and the texts' lengths S⁻¹, which change with E, so it is solved a few times. Only tokens of enough texts are
/// changed.
/// - Source: Hoerl and Kennard 1970; conjugate gradients on the normal equations (Hestenes and Stiefel 1952). Learning
///   from the network's vectors of texts is the idea of model2vec's tokenlearn; here it is linear.
struct TokenFitting {
    /// λ where the tokens' vectors have a length of 1 in the mean; measured on parts of three data sets.
    private static let ridge: Float = 1
    private static let roundCount = 2
    private static let stepCount = 12

    /// By text, `(n)`.
    let sequences: [[Int32]]
    /// Z, rows of length 1, `(n, d)`.
    let targets: DenseMatrix
    let leastTextCount: Int

    /// - Parameter table: E, `(V, d)`, its rows scaled so that their lengths are about 1.
    /// - Throws: `EncoderError.cancelled`.
    func fit(_ table: inout DenseMatrix, _ cancellation: Cancellation?) throws(EncoderError) {
        let learned = learnedTokens(tokenCount: table.rowCount)
        guard !learned.isEmpty else { return }
        let all = counts(columns: Array(0..<table.rowCount), tokenCount: table.rowCount)
        let some = counts(columns: learned, tokenCount: table.rowCount)
        let base = all.times(WideMatrix(table))
        var changes = WideMatrix(zeros: learned.count, table.columnCount)
        for _ in 0..<Self.roundCount {
            var sums = some.times(changes)
            sums.add(1, base)
            let scales = (0..<sums.rowCount).map { row -> Float in
                let square = sums.square(ofRow: row)
                return square > 0 ? Float(1 / square.squareRoot()) : 0
            }
            var lack = WideMatrix(targets)
            lack.subtract(base, scales)
            changes = try solve(some.scaled(rows: scales), lack, cancellation)
        }
        for (place, token) in learned.enumerated() {
            for column in 0..<table.columnCount { table[token, column] += changes[place, column] }
        }
    }

    /// Tokens of at least so many texts, ascending.
    private func learnedTokens(tokenCount: Int) -> [Int] {
        var counts = [Int](repeating: 0, count: tokenCount)
        for sequence in sequences { for token in Set(sequence) { counts[Int(token)] += 1 } }
        return counts.indices.filter { counts[$0] >= leastTextCount }
    }

    /// How often texts have some of the tokens.
    private func counts(columns: [Int], tokenCount: Int) -> SparseMatrix {
        var places = [Int32](repeating: -1, count: tokenCount)
        for (place, token) in columns.enumerated() { places[token] = Int32(place) }
        var builder = SparseMatrixBuilder(columnCount: columns.count)
        for sequence in sequences {
            var (columns, values): ([UInt32], [Float]) = ([], [])
            for place in sequence.map({ places[Int($0)] }).filter({ $0 >= 0 }).sorted() {
                if columns.last == UInt32(place) {
                    values[values.count - 1] += 1
                } else {
                    columns.append(UInt32(place))
                    values.append(1)
                }
            }
            builder.append(columns: columns, values: values)
        }
        return builder.build()
    }

    /// D of `(AᵀA + λ) D = Aᵀ B`, each column on its own.
    private func solve(
        _ matrix: SparseMatrix,
        _ right: WideMatrix,
        _ cancellation: Cancellation?
    ) throws(EncoderError) -> WideMatrix {
        let transposed = matrix.transposed()
        var residual = transposed.times(right)
        var solution = WideMatrix(zeros: residual.rowCount, residual.columnCount)
        var direction = residual
        var squares = residual.columnDots(residual)
        for _ in 0..<Self.stepCount {
            if cancellation?.isCancelled == true { throw .cancelled }
            var product = transposed.times(matrix.times(direction))
            product.add(Self.ridge, direction)
            let steps = zip(squares, direction.columnDots(product)).map { $1 > 0 ? Float($0 / $1) : 0 }
            solution.add(columns: steps, direction)
            residual.add(columns: steps.map { -$0 }, product)
            let next = residual.columnDots(residual)
            direction.multiply(columns: zip(next, squares).map { $1 > 0 ? Float($0 / $1) : 0 })
            direction.add(1, residual)
            squares = next
        }
        return solution
    }
}
