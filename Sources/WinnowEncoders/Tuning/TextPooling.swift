/// From rows of a text to its vector, and the derivative back.
struct TextPooling {
    let pipeline: SentencePipeline
    let width: Int

    /// Writes the vector.
    ///
    /// - Parameter rows: Of the text, `count` of them from `first` on; without any the vector is 0.
    /// - Returns: What the vector was multiplied by to be of length 1; 1 where it was not.
    func forward(_ rows: FloatRows, first: Int, count: Int, into vector: UnsafeMutablePointer<Float>) -> Float {
        vector.update(repeating: 0, count: width)
        guard count > 0 else { return 1 }
        switch pipeline.pooling {
        case .first: vector.update(from: rows.row(first), count: width)
        case .mean:
            for row in first..<first + count {
                let source = rows.row(row)
                for column in 0..<width { vector[column] += source[column] }
            }
            for column in 0..<width { vector[column] /= Float(count) }
        case .max:
            for column in 0..<width { vector[column] = rows.row(highest(rows, first, count, column))[column] }
        }
        guard pipeline.isNormalized else { return 1 }
        var square = 0.0
        for column in 0..<width { square += Double(vector[column]) * Double(vector[column]) }
        // As sentence-transformers bounds it.
        let factor = Float(1 / max(square.squareRoot(), 1e-12))
        for column in 0..<width { vector[column] *= factor }
        return factor
    }

    /// Writes the derivatives by rows.
    ///
    /// - Parameters:
    ///   - g: By the vector; overwritten.
    ///   - vector: As it came out, with its factor.
    ///   - rows: As they went in.
    func backward(
        _ g: UnsafeMutablePointer<Float>,
        vector: UnsafePointer<Float>,
        factor: Float,
        rows: FloatRows,
        first: Int,
        count: Int,
        into gradient: FloatRows
    ) {
        guard count > 0 else { return }
        if pipeline.isNormalized {
            var product: Float = 0
            for column in 0..<width { product += g[column] * vector[column] }
            for column in 0..<width { g[column] = (g[column] - product * vector[column]) * factor }
        }
        for row in first..<first + count {
            let target = gradient.row(row)
            for column in 0..<width {
                target[column] = pipeline.pooling == .mean ? g[column] / Float(count) : 0
            }
        }
        switch pipeline.pooling {
        case .mean: break
        case .first: gradient.row(first).update(from: g, count: width)
        case .max:
            for column in 0..<width { gradient.row(highest(rows, first, count, column))[column] = g[column] }
        }
    }

    /// The row with the highest number of a column, the first of equals.
    private func highest(_ rows: FloatRows, _ first: Int, _ count: Int, _ column: Int) -> Int {
        var best = first
        for row in first..<first + count where rows.row(row)[column] > rows.row(best)[column] { best = row }
        return best
    }
}
