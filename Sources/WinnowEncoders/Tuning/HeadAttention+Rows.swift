extension HeadAttention {
    /// One head's numbers of some rows, times a scale.
    func copy(
        _ source: FloatRows,
        _ first: Int,
        _ head: Int,
        _ length: Int,
        to target: FloatRows,
        scale: Float = 1
    ) {
        for row in 0..<length {
            let (from, to) = (source.row(first + row) + head * headWidth, target.row(row))
            for column in 0..<headWidth { to[column] = from[column] * scale }
        }
    }

    /// The same, turned.
    func turn(_ source: FloatRows, _ first: Int, _ head: Int, _ length: Int, to target: FloatRows) {
        for row in 0..<length {
            let from = source.row(first + row) + head * headWidth
            for column in 0..<headWidth { target.row(column)[row] = from[column] }
        }
        // What a longer sequence left.
        for column in 0..<headWidth {
            for row in length..<Self.stride(length: length) { target.row(column)[row] = 0 }
        }
    }

    func write(_ source: FloatRows, _ length: Int, to target: FloatRows, _ first: Int, _ head: Int) {
        for row in 0..<length {
            (target.row(first + row) + head * headWidth).update(from: source.row(row), count: headWidth)
        }
    }

    func addDistances(_ scores: UnsafeMutablePointer<Float>, head: Int, length: Int, stride: Int) {
        guard !distances.isEmpty else { return }
        // Kept for powers of 2.
        let scale = Float(0.693_147_18)
        let middle = head * distanceStride + (distanceStride - 1) / 2
        for query in 0..<length {
            for key in 0..<length { scores[query * stride + key] += scale * distances[middle + key - query] }
        }
    }

    /// Derivatives by probabilities to those by products of queries and keys, in place.
    func softmaxBack(
        _ probabilities: UnsafeMutablePointer<Float>,
        _ g: FloatRows,
        length: Int,
        stride: Int,
        scale: Float
    ) {
        for row in 0..<length {
            let (p, d) = (probabilities + row * stride, g.row(row))
            var sum: Float = 0
            for key in 0..<length { sum += p[key] * d[key] }
            for key in 0..<length { d[key] = p[key] * (d[key] - sum) * scale }
        }
    }
}
