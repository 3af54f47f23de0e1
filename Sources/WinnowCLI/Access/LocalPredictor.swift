internal import WinnowDomain
internal import WinnowEngine

struct LocalPredictor: Predictor {
    private let installation: Installation
    private let queue: Queue
    private let index: ItemIndex
    private let found: QueueModel

    init(_ queue: String, version: Int?, installation: Installation) async throws {
        self.installation = installation
        self.queue = try await installation.store.queue(named: queue)
        index = try await installation.index(of: self.queue)
        found = try await installation.model(version, of: self.queue, index: index)
    }

    var definition: QueueDefinition { queue.definition }
    var model: Int { found.version.number }

    func predict(_ texts: [(id: String, text: String)], to sink: @Sendable ([UInt8]) throws -> Void) throws {
        try sink(try found.predictionLines(of: texts))
    }

    func probabilities(of texts: [String]) throws -> TextProbabilities { try TextProbabilities(found, of: texts) }

    func learnedTexts() async throws -> Set<ContentHash> {
        try await LearnedTexts(
            of: found.version,
            in: queue,
            history: try await installation.history(of: queue),
            index: index,
            store: installation.store
        ).hashes
    }
}
