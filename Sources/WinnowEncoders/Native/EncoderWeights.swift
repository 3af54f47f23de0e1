internal import CWinnowKernels
internal import WinnowNumerics

/// A network's weights, ready for the kernels: products packed by panels, the table of words where the file has it.
///
/// SAFETY: `@unchecked Sendable` because the memory is written in `init` only.
final class EncoderWeights: @unchecked Sendable {
    let layers: [EncoderLayer]
    let embeddingNorm: PackedNorm
    /// Mapped, `(vocabulary, width)`.
    let words: UnsafeRawPointer
    let wordFormat: Int32
    /// Positions from the first on, with the first token type added, `(limit, stride)`.
    let positions: Int
    let positionStride: Int
    /// By head and by distance, see `winnow_encoder_attention`; where distance 0 of the first head is.
    let distances: Int?
    let distanceStride: Int
    private let file: Safetensors
    private let memory: AlignedMemory

    /// - Parameter limit: Tokens of the longest sequence.
    init(
        _ configuration: EncoderConfiguration,
        _ file: Safetensors,
        _ kernels: EncoderKernels,
        limit: Int
    ) throws(EncoderError) {
        self.file = file
        var plan = WeightPlan(configuration, file, kernels)
        let table = EmbeddingTables(configuration, limit: limit)
        let words = try plan.tensor(WeightNames.words, [configuration.vocabularySize, configuration.width])
        self.words = file.start(of: words)
        wordFormat = words.format.kernelFormat ?? 0
        positionStride = table.stride
        distanceStride = table.distanceStride
        positions = plan.memory.takeFloats(limit * table.stride)
        let distances =
            configuration.distanceCount > 0
            ? plan.memory.takeFloats(configuration.headCount * table.distanceStride) : nil
        self.distances = distances.map { $0 + (limit - 1) * MemoryLayout<Float>.stride }
        embeddingNorm = try plan.norm(WeightNames.embeddingNorm)
        var layers: [EncoderLayer] = []
        for number in 0..<configuration.layerCount { layers.append(try plan.layer(number)) }
        self.layers = layers
        // Before the memory is taken, so that a file that does not fit takes none.
        let rows = try table.positions(plan)
        let byDistance = distances == nil ? [] : try table.distances(plan)
        memory = AlignedMemory(byteCount: plan.memory.byteCount)
        write(rows, at: positions)
        if let distances { write(byDistance, at: distances) }
        try pack(plan)
    }

    func bytes(_ place: Int) -> UnsafeRawPointer { UnsafeRawPointer(memory.start) + place }

    func floats(_ place: Int) -> UnsafePointer<Float> { bytes(place).assumingMemoryBound(to: Float.self) }

    private func write(_ values: [Float], at place: Int) {
        values.withUnsafeBytes {
            guard let source = $0.baseAddress else { return }
            (memory.start + place).copyMemory(from: source, byteCount: $0.count)
        }
    }

    private func pack(_ plan: WeightPlan) throws(EncoderError) {
        let areFinite = ParallelFor.map(plan.jobs.count) { pack(plan.jobs[$0], plan.kernels) }
        if let odd = areFinite.firstIndex(of: false) {
            let reason = "it holds something that is no finite number"
            throw .damaged(file: file.file, place: plan.jobs[odd].tensor.name, reason: reason)
        }
    }

    /// - Returns: Whether all numbers are finite.
    private func pack(_ job: WeightPlan.Job, _ kernels: EncoderKernels) -> Bool {
        switch job.kind {
        case .vector:
            let values = file.floats(of: job.tensor).map { $0 * job.scale }
            write(values, at: job.target)
            return values.allSatisfy(\.isFinite)
        case .outputs(let first, let count, let product):
            let source = file.start(of: job.tensor)
            let format = job.tensor.format.kernelFormat ?? 0
            let table = kernels.table.pointee
            let panels = memory.start + job.target
            let inner = product.inputCount
            guard let scales = product.scales, let sums = product.sums else {
                return table.pack(first, count, inner, source, format, job.scale, panels) != 0
            }
            return table.pack_bytes(
                first,
                count,
                inner,
                source,
                format,
                job.scale,
                panels,
                (memory.start + scales).assumingMemoryBound(to: Float.self),
                (memory.start + sums).assumingMemoryBound(to: Int32.self)
            ) != 0
        }
    }
}
