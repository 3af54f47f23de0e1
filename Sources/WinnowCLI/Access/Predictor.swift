internal import WinnowDomain
internal import WinnowEngine

/// A model version of a queue that labels texts; see `QueueAccess` for how such a protocol is made.
protocol Predictor: Sendable {
    /// The queue's.
    var definition: QueueDefinition { get }
    /// The number of the version.
    var model: Int { get }

    /// Gives a line a text, in their order, whole lines at a time.
    func predict(_ texts: [(id: String, text: String)], to sink: @Sendable ([UInt8]) throws -> Void) async throws
    func probabilities(of texts: [String]) async throws -> TextProbabilities
    /// Hashes of the texts that the version has learned from.
    func learnedTexts() async throws -> Set<ContentHash>
}

extension DataOptions {
    /// - Parameter version: nil for the promoted one.
    func predictor(_ queue: String, version: Int?) async throws -> any Predictor {
        switch try place {
        case .folder: try await LocalPredictor(queue, version: version, installation: try open())
        case .server(let client): try await RemotePredictor(queue, version: version, client: client)
        }
    }
}
