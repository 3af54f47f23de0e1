package import WinnowNumerics

extension NativeEncoder {
    /// The mean of each sequence's rows as the network gives them, neither pooled otherwise nor brought to length 1.
    package func means(
        of sequences: TokenBatch,
        cancellation: Cancellation? = nil
    ) throws(EncoderError) -> DenseMatrix {
        try vectors(of: sequences, SentencePipeline(), cancellation)
    }
}
