internal import HTTPTypes
internal import Hummingbird
internal import WinnowAPI
internal import WinnowDomain
internal import WinnowEngine
internal import WinnowQueueFiles

/// How a queue is doing, its training runs and model versions; and a model now.
struct TrainingRoutes: Sendable {
    let parts: ServerParts

    private static let usualLimit = 20
    private static let usualWait = 60.0

    var routes: [Route] {
        let queue = "/api/v1/queues/:queue"
        return [
            .api(.get, "\(queue)/status", .permission(.browse), status),
            .api(.get, "\(queue)/training-runs", .permission(.browse), runs),
            .api(.post, "\(queue)/training-runs", .permission(.train), train),
            .api(.get, "\(queue)/models", .permission(.browse), models),
            .api(.get, "\(queue)/models/:version", .permission(.browse), model),
        ]
    }

    @Sendable private func status(_ request: Request, _ context: AppContext) async throws -> Response {
        let wait = try QueryFields(request, knows: ["wait"]).whole("wait", in: 0...60)
        let loop = try await parts.loops.loop(named: try context.text("queue"))
        if let wait { await settle(loop, within: .seconds(wait)) }
        let now = parts.clock.now()
        return try JSONBody.reply(
            QueueStatusDocument(try await QueueStatus(of: loop, store: parts.store, now: now), now: now)
        )
    }

    @Sendable private func runs(_ request: Request, _ context: AppContext) async throws -> Response {
        let limit = try QueryFields(request, knows: ["limit"]).whole("limit", in: 1...1_000)
        let queue = try await parts.store.queue(named: try context.text("queue"))
        let runs = try await parts.store.runs(of: queue.id, limit: limit ?? Self.usualLimit)
        return try JSONBody.reply(runs.map { TrainingRunDocument($0) })
    }

    @Sendable private func models(_ request: Request, _ context: AppContext) async throws -> Response {
        let limit = try QueryFields(request, knows: ["limit"]).whole("limit", in: 1...1_000)
        let queue = try await parts.store.queue(named: try context.text("queue"))
        let models = try await parts.store.models(of: queue.id, limit: limit ?? Self.usualLimit)
        return try JSONBody.reply(models.map { ModelDocument($0) })
    }

    @Sendable private func model(_ request: Request, _ context: AppContext) async throws -> Response {
        _ = try QueryFields(request, knows: [])
        let queue = try await parts.store.queue(named: try context.text("queue"))
        let found = try await parts.store.version(try context.modelVersion(), of: queue)
        return try JSONBody.reply(
            ModelReply(model: ModelDocument(found), definition: QueueFile.text(for: found.recipe.definition))
        )
    }

    @Sendable private func train(_ request: Request, _ context: AppContext) async throws -> Response {
        _ = try QueryFields(request, knows: [])
        let wish = try await JSONBody.read(TrainingRequest.self, from: request, context)
        let wait = wish.wait ?? Self.usualWait
        guard (0...600).contains(wait) else { throw RequestError(.badRequest, "wait has to be 0 to 600 seconds") }
        let loop = try await parts.loops.loop(named: try context.text("queue"))
        let outcome = await loop.coordinator.train(wish.force == true ? .always : .whenWorthIt)
        switch await first(of: outcome, within: .seconds(wait)) {
        case .trained(let version):
            var response = try JSONBody.reply(
                TrainingReply(state: .trained, model: ModelDocument(version)),
                status: .created
            )
            response.headers[.location] = address(of: loop.queue) + "/models/\(version.number)"
            return response
        case .refused(let refusal): throw refusal
        case .failed(let reason): throw RequestError(.learning, reason)
        case nil:
            var response = try JSONBody.reply(TrainingReply(state: .running, model: nil), status: .accepted)
            response.headers[.location] = address(of: loop.queue) + "/training-runs"
            return response
        }
    }

    /// Waits until the loop has learned from what it was told.
    private func settle(_ loop: QueueLoops.Loop, within time: Duration) async {
        let (idle, onIdle) = AsyncStream.makeStream(of: Void.self)
        // No child of this task: the answer may be due before the training is over, which is when it ends.
        Task {
            await loop.coordinator.waitUntilIdle()
            onIdle.yield()
        }
        await first(of: idle, within: time)
    }

    private func address(of queue: Queue) -> String { "/api/v1/queues/\(queue.name.pathEscaped)" }

    /// - Returns: nil when the time is over before.
    @discardableResult
    private func first<Outcome: Sendable>(of outcome: AsyncStream<Outcome>, within time: Duration) async -> Outcome? {
        await withTaskGroup(of: Outcome?.self) { group in
            group.addTask { await outcome.first { _ in true } }
            group.addTask {
                try? await Task.sleep(for: time)
                return nil
            }
            defer { group.cancelAll() }
            return await group.next() ?? nil
        }
    }
}

extension TrainingStore {
    /// - Parameter number: nil for the promoted one.
    /// - Throws: `ModelAbsence`.
    func version(_ number: Int?, of queue: Queue) async throws -> ModelVersion {
        let found: ModelVersion? =
            if let number { try await model(number, of: queue.id) } else { try await promotedModel(of: queue.id) }
        guard let found else { throw ModelAbsence(of: number, in: queue) }
        return found
    }
}

extension AppContext {
    /// The number of a model version in the address; nil for `promoted`.
    func modelVersion() throws -> Int? {
        let text = try text("version")
        if text == "promoted" { return nil }
        guard let number = Int(text), number > 0 else {
            throw RequestError(
                .badRequest,
                "\"\(String(text.prefix(60)).visible)\" is not the number of a model version, nor \"promoted\""
            )
        }
        return number
    }
}

extension QueueStatusDocument {
    init(_ status: QueueStatus, now: Moment) {
        self.init(
            queue: status.queue.name,
            revision: status.queue.revision,
            items: status.progress.itemCount,
            finished: status.progress.finishedCount,
            annotators: status.progress.annotatorCount,
            labels: status.training.labelCount,
            newLabels: status.training.newLabelCount,
            labelsToday: status.labelsToday,
            lastEvent: status.lastEvent,
            isTraining: status.training.isRunning,
            encoded: status.encoding?.doneCount,
            model: status.model.map { ModelDocument($0) },
            lastRun: status.lastRun.map { TrainingRunDocument($0) },
            trouble: QueueStatusView(status, now: now).trouble
        )
    }
}
