internal import WinnowAPI
internal import WinnowDomain

/// What the commands of training and models ask of their place.
protocol TrainingAccess: Sendable {
    /// Newest first.
    func models(of queue: String, limit: Int) async throws -> [ModelDocument]
    /// - Parameter version: nil for the promoted one.
    func model(_ version: Int?, of queue: String) async throws -> ModelReply
    /// Trains, if it is worth it or somebody insists.
    ///
    /// - Parameter wait: How many seconds to wait for a training that is under way.
    func train(_ queue: String, insisting: Bool, wait: Double) async throws -> ModelDocument
    /// - Parameters:
    ///   - strategy: nil for the queue's own.
    ///   - version: nil for the promoted model, or the initial order while there is none.
    func ranking(
        of queue: String,
        top: Int,
        strategy: QueryDefinition.Strategy?,
        version: Int?
    ) async throws -> RankingDocument
    /// On the queue's own evaluation items.
    func evaluation(of queue: String, version: Int?) async throws -> Evaluation
}

extension DataOptions {
    func training() throws -> any TrainingAccess {
        switch try place {
        case .folder: LocalTraining(installation: try open())
        case .server(let client): RemoteTraining(client: client)
        }
    }
}
