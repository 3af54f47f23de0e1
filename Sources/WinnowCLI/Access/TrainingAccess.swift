internal import WinnowAPI
internal import WinnowDomain
internal import WinnowEngine

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
    /// Writes a model version to an open file.
    ///
    /// - Parameters:
    ///   - version: nil for the promoted one.
    ///   - file: For messages.
    func export(
        _ queue: String,
        version: Int?,
        as format: ModelExportFormat,
        to descriptor: Int32,
        named file: String
    ) async throws -> WrittenModel
    /// On the queue's own evaluation items.
    func evaluation(of queue: String, version: Int?) async throws -> Evaluation
}

/// A model version that was written to a file.
struct WrittenModel: Sendable {
    var version: Int
    var byteCount: Int
}

extension DataOptions {
    func training() throws -> any TrainingAccess {
        switch try place {
        case .folder: LocalTraining(installation: try open())
        case .server(let client): RemoteTraining(client: client)
        }
    }
}
