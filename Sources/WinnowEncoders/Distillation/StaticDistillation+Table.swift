internal import WinnowNumerics

/// Vectors of tokens in few columns, weighted, and what is learned from texts.
extension StaticDistillation {
    /// Vectors in few columns.
    struct Projected {
        /// By token, `(V, d)`.
        var matrix: DenseMatrix
        /// By text, of length 1.
        let targets: DenseMatrix

        mutating func scale(rows factors: [Float]) {
            let width = matrix.columnCount
            for (row, factor) in factors.enumerated() {
                for index in row * width..<(row + 1) * width { matrix.values[index] *= factor }
            }
        }
    }

    /// How much of the directions is the tokens' where there are texts: enough that all columns are used with few
    /// texts.
    private static let tokenShare = 0.1

    func projected(_ made: Made, _ rows: [DistilledTokenizer.Row]) -> Projected {
        let used = made.tokens.selecting(rows: rows.indices.filter { isOrdinary(rows[$0]) })
        let count = min(settings.columnCount, made.tokens.columnCount)
        var parts = [(rows: used, weight: Self.tokenShare)]
        if made.texts.rowCount > 0 { parts.append((rows: made.texts, weight: 1)) }
        let directions = PrincipalDirections(parts, count: count)
        let targets = directions.project(made.texts, less: made.texts.columnMeans).normalized()
        return Projected(matrix: directions.project(made.tokens, less: used.columnMeans), targets: targets)
    }

    /// Whether a row is of a token that texts may have: no special one, and none of BERT's unused ones.
    private func isOrdinary(_ row: DistilledTokenizer.Row) -> Bool {
        switch row {
        case .nothing: return false
        case .term: return true
        case .token(let id):
            if id == tokenizer.unknownID || tokenizer.added.tokens.contains(where: { $0.id == id && $0.isSpecial }) {
                return false
            }
            guard let token = tokenizer.token(of: id) else { return false }
            return !(token.hasPrefix("[unused") && token.hasSuffix("]"))
        }
    }

    /// By row.
    func weights(_ rows: [DistilledTokenizer.Row], _ sequences: [[Int32]]) -> [Double] {
        switch settings.weighting(isPoolEmpty: sequences.isEmpty) {
        case .none: return [Double](repeating: 1, count: rows.count)
        case .zipf(let coefficient):
            let ordinary = rows.indices.filter { isOrdinary(rows[$0]) }
            // From the second place on, as in the package.
            let sum = ordinary.indices.reduce(0) { $0 + 1 / Double($1 + 2) }
            var weights = [Double](repeating: 1, count: rows.count)
            for (rank, row) in ordinary.enumerated() {
                weights[row] = coefficient / (coefficient + 1 / Double(rank + 2) / sum)
            }
            return weights
        case .pool(let coefficient):
            var counts = [Double](repeating: 0, count: rows.count)
            for sequence in sequences { for token in sequence { counts[Int(token)] += 1 } }
            let sum = max(counts.reduce(0, +), 1)
            return counts.map { coefficient / (coefficient + $0 / sum) }
        }
    }

    func fit(
        _ table: inout DenseMatrix,
        _ targets: DenseMatrix,
        _ sequences: [[Int32]],
        _ cancellation: Cancellation?
    ) throws(EncoderError) {
        let seen = Set(sequences.joined()).sorted()
        let lengths = seen.map { token in
            table.row(Int(token)).reduce(0) { $0 + Double($1) * Double($1) }.squareRoot()
        }
        let mean = lengths.reduce(0, +) / Double(max(lengths.count, 1))
        guard mean > 0 else { return }
        for index in table.values.indices { table.values[index] /= Float(mean) }
        let unknown = tokenizer.unknownID
        let known = sequences.map { sequence in sequence.filter { $0 != unknown } }
        let fitting = TokenFitting(sequences: known, targets: targets, leastTextCount: settings.leastTextCount)
        try fitting.fit(&table, cancellation)
    }
}
