internal import WinnowNumerics

/// Tokens and texts through the network.
extension StaticDistillation {
    /// Sequences or texts that go through the network between two reports.
    private static let blockSize = 512

    func made(
        _ rows: [DistilledTokenizer.Row],
        _ texts: [String],
        _ cancellation: Cancellation?,
        _ progress: (Double) -> Void
    ) throws(EncoderError) -> Made {
        // A text is some ten times as long as a token with its frame.
        let total = Double(rows.count + 10 * texts.count)
        var tokenValues: [Float] = []
        for start in stride(from: 0, to: rows.count, by: Self.blockSize) {
            progress(Double(start) / total)
            let block = rows[start..<min(start + Self.blockSize, rows.count)].map { sequence(of: $0) }
            let means = try encoder.encoder.means(of: TokenBatch(block), cancellation: cancellation)
            tokenValues += means.values
        }
        var textValues: [Float] = []
        for start in stride(from: 0, to: texts.count, by: Self.blockSize) {
            if cancellation?.isCancelled == true { throw .cancelled }
            progress(Double(rows.count + 10 * start) / total)
            let block = Array(texts[start..<min(start + Self.blockSize, texts.count)])
            textValues += try encoder.vectors(of: block).values
        }
        let width = encoder.dimension
        return Made(
            tokens: DenseMatrix(rowCount: rows.count, columnCount: width, values: tokenValues),
            texts: DenseMatrix(rowCount: texts.count, columnCount: width, values: textValues)
        )
    }

    /// What the network reads for a row: its token or its text, with special tokens around it.
    private func sequence(of row: DistilledTokenizer.Row) -> [Int] {
        let (frame, limit) = (tokenizer.frame, encoder.encoder.tokenLimit.count)
        switch row {
        case .nothing: return []
        case .token(let id): return Array((frame.before + [id] + frame.after).prefix(limit).map { Int($0) })
        case .term(let bytes):
            return tokenizer.tokens(of: String(decoding: bytes, as: UTF8.self), limit: limit).ids.map { Int($0) }
        }
    }
}
