internal import CWinnowKernels
private import Synchronization
package import WinnowNumerics

extension NativeEncoder {
    /// Tokens that go through the network together: their activations stay in the second cache.
    private var chunkTokenCount: Int { precision.isSingle ? 128 : 256 }
    private static let keptWorkspaceCount = 16
    /// Fewer would not fill the tiles.
    private static let leastTokenCount = 64

    /// One vector of each sequence, `(n, dimension)`; of a sequence without tokens it is 0.
    ///
    /// - Parameter cancellation: Asked before each chunk.
    /// - Throws: `EncoderError.unknownToken` or `.tooLong` with the first sequence that does not fit; `.notFinite`;
    ///   `.cancelled`.
    /// - Complexity: O(tokens · weights) on several threads; the same bits for any number of them and any grouping.
    package func vectors(
        of sequences: TokenBatch,
        cancellation: Cancellation? = nil
    ) throws(EncoderError) -> DenseMatrix {
        try vectors(of: sequences, pipeline, cancellation)
    }

    /// With another pooling or length than the folder's files say.
    func vectors(
        of sequences: TokenBatch,
        _ pipeline: SentencePipeline,
        _ cancellation: Cancellation?
    ) throws(EncoderError) -> DenseMatrix {
        try check(sequences)
        let count = sequences.count * dimension
        let values = [Float](unsafeUninitializedCapacity: count) { buffer, written in
            buffer.initialize(repeating: 0)
            fill(buffer, sequences, pipeline, cancellation)
            written = count
        }
        if cancellation?.isCancelled == true { throw .cancelled }
        let matrix = DenseMatrix(rowCount: sequences.count, columnCount: dimension, values: values)
        if let odd = values.firstIndex(where: { !$0.isFinite }) { throw .notFinite(sequence: odd / dimension) }
        return matrix
    }

    func check(_ sequences: TokenBatch) throws(EncoderError) {
        for sequence in 0..<sequences.count {
            let range = sequences.range(sequence)
            guard range.count <= tokenLimit.count else {
                throw .tooLong(sequence: sequence, count: range.count, limit: tokenLimit.count)
            }
            for id in sequences.ids[range] where id < 0 || id >= configuration.vocabularySize {
                throw .unknownToken(
                    id: Int(id),
                    sequence: sequence,
                    vocabularySize: configuration.vocabularySize
                )
            }
        }
    }

    private func fill(
        _ out: UnsafeMutableBufferPointer<Float>,
        _ sequences: TokenBatch,
        _ pipeline: SentencePipeline,
        _ cancellation: Cancellation?
    ) {
        // Small work is parted all the same, so that every core has some.
        let part = (sequences.ids.count + 3) / 4
        let chunks = sequences.chunks(of: min(chunkTokenCount, max(Self.leastTokenCount, part)))
        // SAFETY: each chunk writes the rows of its own sequences, and the memory outlives the loop.
        nonisolated(unsafe) let out = out
        ParallelFor.chunks(of: chunks.count, size: 1) { number, _ in
            if cancellation?.isCancelled == true { return }
            run(chunks[number], sequences, pipeline, out)
        }
    }

    private func run(
        _ chunk: Range<Int>,
        _ sequences: TokenBatch,
        _ pipeline: SentencePipeline,
        _ out: UnsafeMutableBufferPointer<Float>
    ) {
        let offsets = sequences.offsets[chunk.lowerBound...chunk.upperBound]
        let first = offsets[offsets.startIndex]
        let workspace = workspace(tokenCount: offsets[offsets.endIndex - 1] - first)
        let pass = EncoderPass(configuration: configuration, weights: weights, kernels: kernels, workspace: workspace)
        sequences.ids.withUnsafeBufferPointer { ids in
            guard let start = ids.baseAddress else { return }
            pass.run(ids: start, offsets: offsets)
        }
        for sequence in chunk where !sequences.range(sequence).isEmpty {
            let range = sequences.range(sequence)
            kernels.table.pointee.pool(
                range.count,
                dimension,
                workspace.rows + (range.lowerBound - first) * workspace.rowStride,
                workspace.rowStride,
                pipeline.pooling.kernelValue,
                pipeline.isNormalized ? 1 : 0,
                out.baseAddress.map { $0 + sequence * dimension }
            )
        }
        // Some, and not those of texts that are exceptionally long.
        guard workspace.tokenCount <= 4 * chunkTokenCount else { return }
        workspaces.withLock { if $0.count < Self.keptWorkspaceCount { $0.append(workspace) } }
    }

    /// Room for a chunk, from one that is done if there is one that is large enough.
    private func workspace(tokenCount: Int) -> EncoderWorkspace {
        let used = workspaces.withLock { $0.popLast() }
        if let used, used.tokenCount >= tokenCount { return used }
        return EncoderWorkspace(configuration, kernels, tokenCount: max(chunkTokenCount, tokenCount))
    }
}

extension SentencePipeline.Pooling {
    /// What the kernels call it.
    var kernelValue: Int32 {
        switch self {
        case .mean: Int32(WINNOW_POOL_MEAN)
        case .first: Int32(WINNOW_POOL_FIRST)
        case .max: Int32(WINNOW_POOL_MAX)
        }
    }
}
