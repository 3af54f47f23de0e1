internal import Foundation
internal import Synchronization
internal import WinnowNumerics

/// A network of the BERT family that makes vectors of texts on the processor, from a folder as downloaded from a model
/// hub.
///
/// Vectors have the same bits however texts are grouped and on however many threads; they depend on the folder's files,
/// the limit, `precision` and `kernelLevel`. Texts are sequences of tokens here; the tokenizer is apart.
package final class NativeEncoder: Sendable {
    /// Numbers of a vector.
    package var dimension: Int { configuration.width }
    /// Tokens of the longest sequence, with the special ones.
    package let tokenLimit: TokenLimit
    package let precision: EncoderPrecision
    /// Kind of processor whose kernels run, as in "avx512bf16-bf16".
    package var kernelLevel: String { kernels.name }
    package let configuration: EncoderConfiguration
    /// Pooling, normalisation and prompts.
    package let pipeline: SentencePipeline

    let weights: EncoderWeights
    let kernels: EncoderKernels
    /// Room of chunks that are done, for the next.
    let workspaces = Mutex<[EncoderWorkspace]>([])

    /// - Parameters:
    ///   - folder: Path of the folder with `config.json` and `model.safetensors`, or with a `modules.json` that says
    ///     where they are.
    ///   - limit: Tokens of the longest sequence, at least 1; nil for what sentence-transformers would take.
    /// - Throws: `EncoderError` with the file and the place that is not as expected.
    package convenience init(
        folder: String,
        precision: EncoderPrecision = .single,
        limit: Int? = nil
    ) throws(EncoderError) {
        try self.init(folder: folder, kernels: .best(precision), limit: limit)
    }

    /// With the kernels of another kind of processor, for tests.
    package init(folder: String, kernels: EncoderKernels, limit: Int? = nil) throws(EncoderError) {
        precondition(limit ?? 1 >= 1, "a limit of \(limit ?? 0) tokens")
        let network: ModelFolder
        (pipeline, network) = try SentencePipeline.read(ModelFolder(path: folder))
        configuration = try EncoderConfiguration(folder: network)
        self.kernels = kernels
        precision = kernels.precision
        let file = try Safetensors(folder: network, name: "model.safetensors")
        tokenLimit = TokenLimit(asked: limit, stored: pipeline.storedLimit, positions: configuration.longestSequence)
        weights = try EncoderWeights(configuration, file, kernels, limit: tokenLimit.count)
    }
}
