internal import WinnowNumerics

extension AdapterTuning {
    /// A tuning to some texts, whose way to the last layer is done.
    struct Session {
        let set: TuningSet
        let layer: FrozenLayer
        let states: TuningStates
        /// Vectors without adapters, `(n, h)`.
        let frozen: DenseMatrix
        let axes: VectorAxes
        let settings: TuningSettings
    }

    /// Sends texts through the network, as many as there may be tokens.
    func session(
        of set: TuningSet,
        _ cancellation: Cancellation?,
        progress: (Double) -> Void
    ) throws(EncoderError) -> Session {
        let (all, _) = encoder.reader.read(set.texts)
        var generator = SeededGenerator(seed: settings.seed, purpose: "texts")
        var (left, chosen) = (settings.tokenCount, [Int]())
        for text in set.texts.indices.shuffled(using: &generator) where all.range(text).count <= left {
            left -= all.range(text).count
            chosen.append(text)
        }
        chosen.sort()
        var sequences = TokenBatch()
        for text in chosen { sequences.append(all.ids[all.range(text)]) }
        let hidden = try encoder.encoder.states(of: sequences, cancellation: cancellation, progress: progress)
        let layer = FrozenLayer(weights, encoder.encoder.pipeline)
        let states = TuningStates(hidden, of: sequences, layer)
        let some = set.selecting(chosen)
        let plain = AdapterLayout(layer.configuration, rank: settings.rank, featureCount: 1, labelCount: 1)
        let step = AdapterStep(plain, [Float](repeating: 0, count: plain.count))
        let groups = LayerGroups(layer, states, texts: Array(chosen.indices), rankStride: plain.rankStride)
        let frozen = groups.vectors(step)
        if let odd = frozen.values.firstIndex(where: { !$0.isFinite }) {
            throw .notFinite(sequence: chosen[odd / frozen.columnCount])
        }
        return Session(
            set: some,
            layer: layer,
            states: states,
            frozen: frozen,
            axes: try axes(frozen, set.pool),
            settings: settings
        )
    }

    /// Directions of the texts with labels and of others of the pool.
    private func axes(_ frozen: DenseMatrix, _ pool: [String]) throws(EncoderError) -> VectorAxes {
        let others = try encoder.vectors(of: pool)
        let all = DenseMatrix(
            rowCount: frozen.rowCount + others.rowCount,
            columnCount: frozen.columnCount,
            values: frozen.values + others.values
        )
        return VectorAxes(of: all, labelCount: frozen.rowCount)
    }
}

extension AdapterTuning.Session {
    /// Trains on all texts.
    func adapters(_ cancellation: Cancellation?, progress: (Double) -> Void) throws(EncoderError) -> AdapterStep {
        try trained(Array(0..<set.count), cancellation, progress: progress)
    }

    /// Trains on some texts, at least one.
    func trained(
        _ texts: [Int],
        _ cancellation: Cancellation?,
        progress: (Double) -> Void
    ) throws(EncoderError) -> AdapterStep {
        let labels = texts.map { set.labels[$0] }
        let vectors = frozen.selecting(rows: texts)
        let fit = head(vectors, labels, cancellation)
        let training = AdapterTraining(
            layer,
            states,
            texts: texts,
            labels: labels,
            fit: fit,
            settings: settings
        )
        let parameters = try training.run(cancellation) { progress(Double($0) / Double(settings.stepCount)) }
        return AdapterStep(training.layout, parameters)
    }

    private func head(_ vectors: DenseMatrix, _ labels: [Int], _ cancellation: Cancellation?) -> RidgeHead {
        RidgeHead(
            vectors,
            axes,
            labels: labels,
            labelCount: set.labelCount,
            strength: settings.strength,
            cancellation
        )
    }

    /// Vectors of all texts with adapters, `(n, h)`.
    func vectors(_ step: AdapterStep) -> DenseMatrix {
        LayerGroups(layer, states, texts: Array(0..<set.count), rankStride: step.layout.rankStride).vectors(step)
    }

    /// Leaves out a part of the texts at a time, trains adapters on the rest, and compares two regressions on the rest,
    /// with adapters and without, on the part.
    func verdict(_ cancellation: Cancellation?, progress: (Double) -> Void) throws(EncoderError) -> TuningVerdict {
        let count = AdapterTuning.foldCount(set, most: settings.foldCount)
        let parts = TuningFolds.parts(of: set, count: count, seed: settings.seed)
        var judgements: [TuningVerdict.Judgement] = []
        for part in 0..<count {
            let held = parts.indices.filter { parts[$0] == part }
            let rest = parts.indices.filter { parts[$0] != part }
            // One label alone has nothing to learn.
            guard !held.isEmpty, Set(rest.map { set.labels[$0] }).count > 1 else { continue }
            let step = try trained(rest, cancellation) { progress((Double(part) + $0) / Double(count)) }
            // Adapters whose numbers have run away help nobody.
            let tuned = vectors(step)
            let logits = [frozen, tuned.isFinite ? tuned : frozen].map { vectors in
                head(vectors.selecting(rows: rest), rest.map { set.labels[$0] }, cancellation)
                    .logits(of: vectors.selecting(rows: held))
            }
            if cancellation?.isCancelled == true { throw .cancelled }
            for (row, text) in held.enumerated() {
                judgements.append(
                    TuningVerdict.Judgement(
                        group: set.groups[text],
                        label: set.labels[text],
                        frozen: logits[0][row],
                        tuned: logits[1][row]
                    )
                )
            }
        }
        return TuningVerdict(judgements)
    }
}

extension DenseMatrix {
    var isFinite: Bool { values.allSatisfy(\.isFinite) }
}
