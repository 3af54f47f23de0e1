package import WinnowNumerics

/// A network of the BERT family with its tokenizer: from texts to vectors.
package struct NativeTextEncoder: VectorMaking {
    package let encoder: NativeEncoder
    let reader: TokenReader

    /// - Parameter folder: Path of a folder as downloaded from a model hub.
    /// - Throws: `EncoderError` with the file and the place that is not as expected.
    package init(
        folder: String,
        reading: TextReading = TextReading(),
        precision: EncoderPrecision = .best
    ) throws(EncoderError) {
        encoder = try NativeEncoder(folder: folder, precision: precision, limit: reading.limit)
        let network = try SentencePipeline.read(ModelFolder(path: folder)).1
        let tokenizer = try Tokenizer(folder: network)
        guard tokenizer.highestID < encoder.configuration.vocabularySize else {
            throw .damaged(
                file: network.path + "/tokenizer.json",
                place: "vocabulary",
                reason: "it has a token \(tokenizer.highestID), and the network \(encoder.configuration.vocabularySize)"
            )
        }
        // As sentence-transformers does where nobody names a prompt.
        let pipeline = encoder.pipeline
        let usual = pipeline.defaultPrompt.flatMap { pipeline.prompts[$0] } ?? ""
        let prompt = reading.prompt.isEmpty ? usual : reading.prompt
        reader = TokenReader(tokenizer, prompt: prompt, reading, limit: encoder.tokenLimit.count)
    }

    package var dimension: Int { encoder.dimension }

    package var cutCount: Int { reader.cutCount }

    /// Vectors of texts, `(n, d)`; of one that is read in pieces the mean of theirs, each weighed by its tokens.
    package func vectors(of texts: [String]) throws(EncoderError) -> DenseMatrix {
        let (sequences, owners) = reader.read(texts)
        let made = try encoder.vectors(of: sequences)
        guard owners.count > texts.count else { return made }
        var vectors = DenseMatrix(zeros: texts.count, dimension)
        var weights = [Float](repeating: 0, count: texts.count)
        for (sequence, text) in owners.enumerated() {
            let weight = Float(sequences.range(sequence).count)
            weights[text] += weight
            for (column, value) in made.row(sequence).enumerated() { vectors[text, column] += weight * value }
        }
        for text in texts.indices {
            // A text without tokens is 0.
            var scale = weights[text] > 0 ? 1 / weights[text] : 0
            if encoder.pipeline.isNormalized {
                let square = vectors.row(text).reduce(0) { $0 + Double($1) * Double($1) }
                scale = square > 0 ? Float(1 / square.squareRoot()) : 0
            }
            for column in 0..<dimension { vectors[text, column] *= scale }
        }
        return vectors
    }
}
