package import WinnowNumerics

/// Tunes the last layer of a network to texts with labels: small matrices beside its products learn with a linear head,
/// everything else stays. Cross-validation says whether it helps.
///
/// Deterministic: the same files, texts and settings give the same bytes on processors of one kind, for any number of
/// threads.
///
/// - Source: Low-rank adapters: Hu et al. 2022, "LoRA", section 4. Here they are beside query, value and both products
///   between, without their scale (the learning rate says it), in the last layer alone: what comes before it is the
///   same in all steps and is computed once. The head starts from its own optimum, as Kumar et al. 2022 advise
///   ("Fine-tuning can distort pretrained features", linear probing first).
package struct AdapterTuning: Sendable {
    let encoder: NativeTextEncoder
    let folder: String
    let weights: LayerWeights
    package let settings: TuningSettings

    /// - Parameters:
    ///   - folder: Of a network, as `NativeTextEncoder` takes it.
    ///   - reading: How texts are read; what is beyond the limit is left out.
    /// - Throws: `EncoderError` with the file and the place that is not as expected.
    package init(
        folder: String,
        reading: TextReading = TextReading(),
        settings: TuningSettings = TuningSettings()
    ) throws(EncoderError) {
        precondition((1...64).contains(settings.rank), "a rank of \(settings.rank)")
        precondition((0...1000).contains(settings.stepCount), "\(settings.stepCount) steps")
        precondition(settings.rate > 0 && settings.rate.isFinite, "a rate of \(settings.rate)")
        precondition(settings.foldCount >= 2 && settings.tokenCount > 0 && settings.strength > 0, "\(settings)")
        let cut = TextReading(prompt: reading.prompt, limit: reading.limit)
        encoder = try NativeTextEncoder(folder: folder, reading: cut, precision: .single)
        let network = try SentencePipeline.read(ModelFolder(path: folder)).1
        let file = try Safetensors(folder: network, name: "model.safetensors")
        weights = try LayerWeights(encoder.encoder.configuration, file, limit: encoder.encoder.tokenLimit.count)
        (self.folder, self.settings) = (folder, settings)
    }

    /// What became of a tuning.
    package enum Outcome: Sendable {
        /// Validation says that it helps.
        case tuned(TunedEncoder, TuningVerdict)
        /// It does not.
        case unchanged(TuningVerdict)
        /// There are too few texts to say: two labels with two groups each are needed.
        case tooFew
    }

    /// Validates, and trains on all texts if that says that it helps.
    ///
    /// - Parameters:
    ///   - isForced: Whether it trains whatever validation says.
    ///   - progress: Called on this thread with numbers from 0 to 1, ascending.
    /// - Throws: `EncoderError.cancelled`, or what the network throws.
    package func run(
        on set: TuningSet,
        isForced: Bool = false,
        cancellation: Cancellation? = nil,
        progress: (Double) -> Void = { _ in }
    ) throws(EncoderError) -> Outcome {
        progress(0)
        guard Self.foldCount(set, most: settings.foldCount) >= 2 else { return .tooFew }
        let session = try session(of: set, cancellation) { progress(0.2 * $0) }
        guard Self.foldCount(session.set, most: settings.foldCount) >= 2 else { return .tooFew }
        let verdict = try session.verdict(cancellation) { progress(0.2 + 0.65 * $0) }
        guard verdict.helps || isForced else {
            progress(1)
            return .unchanged(verdict)
        }
        let adapters = try session.adapters(cancellation) { progress(0.85 + 0.15 * $0) }
        let encoder = TunedEncoder(folder: folder, weights: weights, adapters)
        progress(1)
        // Numbers that have run away make no encoder, whatever the parts of them did.
        guard encoder.isFinite, session.vectors(adapters).isFinite else { return .unchanged(verdict) }
        return .tuned(encoder, verdict)
    }

    /// Parts that validation can have: as many as the second most frequent label has groups.
    static func foldCount(_ set: TuningSet, most: Int) -> Int {
        var groups = [Set<Int>](repeating: [], count: set.labelCount)
        for (label, group) in zip(set.labels, set.groups) { groups[label].insert(group) }
        let counts = groups.map(\.count).sorted(by: >)
        return min(most, counts.count < 2 ? 0 : counts[1])
    }
}
