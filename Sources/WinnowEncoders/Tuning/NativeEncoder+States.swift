internal import WinnowNumerics

extension NativeEncoder {
    /// What goes into the last layer: a row of each token, `(t, h)`, sequences one behind the other.
    ///
    /// - Parameter progress: Told the share of tokens that are done, on this thread.
    /// - Throws: What `vectors` throws.
    /// - Complexity: As `vectors`; the same bits for any number of threads.
    func states(
        of sequences: TokenBatch,
        cancellation: Cancellation?,
        progress: (Double) -> Void
    ) throws(EncoderError) -> FloatRows {
        try check(sequences)
        let rows = FloatRows(zeros: sequences.ids.count, dimension)
        let chunks = sequences.chunks(of: 128)
        // Of many, so that one can say how far it is.
        let part = 32
        for first in stride(from: 0, to: chunks.count, by: part) {
            if cancellation?.isCancelled == true { throw .cancelled }
            let some = Array(chunks[first..<min(chunks.count, first + part)])
            ParallelFor.chunks(of: some.count, size: 1) { number, _ in write(some[number], sequences, into: rows) }
            let done = sequences.offsets[some[some.count - 1].upperBound]
            progress(Double(done) / Double(max(1, sequences.ids.count)))
        }
        for sequence in 0..<sequences.count {
            for row in sequences.range(sequence) {
                guard UnsafeBufferPointer(start: rows.row(row), count: dimension).allSatisfy(\.isFinite) else {
                    throw .notFinite(sequence: sequence)
                }
            }
        }
        return rows
    }

    private func write(_ chunk: Range<Int>, _ sequences: TokenBatch, into rows: FloatRows) {
        let offsets = sequences.offsets[chunk.lowerBound...chunk.upperBound]
        let (first, last) = (sequences.offsets[chunk.lowerBound], sequences.offsets[chunk.upperBound])
        let workspace = EncoderWorkspace(configuration, kernels, tokenCount: last - first)
        let pass = EncoderPass(configuration: configuration, weights: weights, kernels: kernels, workspace: workspace)
        sequences.ids.withUnsafeBufferPointer { ids in
            guard let start = ids.baseAddress else { return }
            pass.run(ids: start, offsets: offsets, layerCount: configuration.layerCount - 1)
        }
        for row in first..<last {
            rows.row(row).update(from: workspace.rows + (row - first) * workspace.rowStride, count: dimension)
        }
    }
}
