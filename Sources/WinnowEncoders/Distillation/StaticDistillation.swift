package import WinnowNumerics

/// Makes a static encoder from a network: each token of its vocabulary through the network, the main directions of
/// these vectors, and weights by frequency; with texts of a pool also their words and phrases, and vectors of tokens
/// that make the mean of a text's tokens come near to the network's vector of the text.
///
/// Deterministic: the same files, texts and settings give the same bytes on processors of one kind.
/// - Source: Model2Vec (Tulkens and van Dongen 2024), `model2vec/distill`; see `TokenFitting` on what differs.
package struct StaticDistillation: Sendable {
    let encoder: NativeTextEncoder
    let tokenizer: Tokenizer
    let tokenizerFile: ByteJSON
    let tokenizerName: String
    let settings: DistillationSettings

    /// What the network made of.
    struct Made {
        /// By row of the tokenizer, `(V, w)`.
        var tokens: DenseMatrix
        /// By text, `(n, w)`.
        var texts: DenseMatrix
    }

    /// - Parameters:
    ///   - folder: Of a network, as `NativeTextEncoder` takes it, with a `tokenizer.json`.
    ///   - reading: How the network reads texts of the pool.
    /// - Throws: `EncoderError` with the file and the place that is not as expected.
    package init(
        folder: String,
        reading: TextReading = TextReading(),
        precision: EncoderPrecision = .single,
        settings: DistillationSettings = DistillationSettings()
    ) throws(EncoderError) {
        precondition(settings.columnCount > 0 && settings.leastTextCount > 0 && settings.textCount >= 0, "\(settings)")
        encoder = try NativeTextEncoder(folder: folder, reading: reading, precision: precision)
        let network = try SentencePipeline.read(ModelFolder(path: folder)).1
        tokenizerName = network.path + "/tokenizer.json"
        let memory = try network.map("tokenizer.json", hint: "a tokenizer in another form has to be saved so first")
        let bytes = withExtendedLifetime(memory) { Array(memory.bytes) }
        tokenizerFile = try TokenizerFile.top(bytes, file: tokenizerName).value
        tokenizer = try Tokenizer(json: bytes, file: tokenizerName)
        self.settings = settings
    }

    /// The static encoder.
    ///
    /// - Parameters:
    ///   - pool: The user's own texts; may be empty.
    ///   - progress: Called on this thread with numbers from 0 to 1, ascending.
    /// - Throws: `EncoderError.cancelled`, or what the network throws.
    package func model(
        of pool: [String] = [],
        cancellation: Cancellation? = nil,
        progress: (Double) -> Void = { _ in }
    ) throws(EncoderError) -> DistilledEncoder {
        let texts = sample(of: pool)
        let terms = PoolTerms(of: texts, tokenizer, settings)
        let distilled = try DistilledTokenizer(tokenizerFile, tokenizer, terms, name: tokenizerName)
        let bytes = distilled.file.serialized
        let words = try Tokenizer(json: bytes, file: tokenizerName)
        let made = try made(distilled.rows, settings.isFitted ? texts : [], cancellation, progress)
        let sequences = texts.map { words.rawTokens(of: $0) }
        let weights = weights(distilled.rows, sequences)
        var table = projected(made, distilled.rows)
        table.scale(rows: weights.map(Float.init))
        if settings.isFitted, !texts.isEmpty { try fit(&table.matrix, table.targets, sequences, cancellation) }
        progress(1)
        return DistilledEncoder(
            table: table.matrix,
            tokenizer: bytes,
            weighting: settings.weighting(isPoolEmpty: texts.isEmpty)
        )
    }

    /// Texts that lie evenly in the pool.
    private func sample(of pool: [String]) -> [String] {
        let count = min(pool.count, settings.textCount)
        return (0..<count).map { pool[$0 * pool.count / count] }
    }
}
