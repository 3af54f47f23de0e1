internal import HTTPTypes
internal import Hummingbird
internal import Logging
internal import NIOCore
internal import WinnowDomain
internal import WinnowEngine
internal import WinnowExchange

/// A queue as a machine learning backend of Label Studio: it predicts, and learns from what is labelled there.
///
/// What Label Studio sends, and how long it waits, is in docs/peers/label-studio.md. It asks for health and setup with nearly every
/// page, so both only look at what is there.
struct LabelStudioRoutes: Sendable {
    static let prefix = "/label-studio/"

    private static let path = prefix + ":queue"
    /// All selected tasks may come at once, each with its annotations.
    private static let bodyLimit = 64 << 20

    let parts: ServerParts
    private let executor = TrainingExecutor(purpose: "label-studio")

    init(parts: ServerParts) {
        self.parts = parts
    }

    var routes: [Route] {
        [
            .api(.get, Self.path + "/health", .permission(.train), health),
            .api(.get, Self.path + "/versions", .permission(.train), versions),
            .api(.post, Self.path + "/setup", .permission(.train), bodyLimit: Self.bodyLimit, setup),
            .api(.post, Self.path + "/predict", .permission(.train), bodyLimit: Self.bodyLimit, predict),
            .api(.post, Self.path + "/webhook", .permission(.importItems), bodyLimit: Self.bodyLimit, webhook),
        ]
    }

    private func loop(_ context: AppContext) async throws -> QueueLoops.Loop {
        try await parts.loops.loop(named: try context.text("queue"))
    }

    @Sendable private func health(_ request: Request, _ context: AppContext) async throws -> Response {
        _ = try await loop(context)
        return reply(["status": "UP", "model_class": "Winnow"])
    }

    /// How a model version is called there; before the first it is another name, so that it is asked anew then.
    private static func name(of version: Int?) -> String { version.map { "winnow-v\($0)" } ?? "winnow-none" }

    private func currentVersion(_ loop: QueueLoops.Loop) async throws -> String {
        Self.name(of: try await parts.store.promotedModel(of: loop.queue.id)?.number)
    }

    @Sendable private func versions(_ request: Request, _ context: AppContext) async throws -> Response {
        let version = try await currentVersion(try await loop(context))
        return reply(["versions": .array([.string(version)])])
    }

    @Sendable private func setup(_ request: Request, _ context: AppContext) async throws -> Response {
        let loop = try await loop(context)
        let body = try await document(request, context)
        _ = try control(body["schema"], await loop.scheduler.queue)
        return reply(["model_version": .string(try await currentVersion(loop))])
    }

    /// The control that predictions are for.
    ///
    /// - Throws: `RequestError` when the configuration has none of the queue's labels: Label Studio shows what it says.
    private func control(_ schema: JSON?, _ queue: Queue) throws -> LabelStudioSchema.Control {
        let names = queue.labels.map(\.name)
        let schema = LabelStudioSchema(schema?.scalarText ?? "")
        if let control = schema.control(of: names, named: queue.definition.item.labelField) { return control }
        let known = names.prefix(10).joined(separator: ", ")
        throw RequestError(
            .badRequest,
            "the labelling configuration has no Choices with labels of the queue \(queue.name), which are \(known)"
        )
    }

    @Sendable private func predict(_ request: Request, _ context: AppContext) async throws -> Response {
        let loop = try await loop(context)
        let body = try await document(request, context)
        let queue = await loop.scheduler.queue
        let control = try control(body["label_config"], queue)
        guard case .array(let tasks)? = body["tasks"] else { throw RequestError(.badRequest, "there are no tasks") }
        guard try await parts.store.promotedModel(of: queue.id) != nil else {
            let none = JSON.members([
                "result": .array([]), "score": .integer(0), "model_version": .string(Self.name(of: nil)),
            ])
            return reply(["results": .array(tasks.map { _ in none })])
        }
        let model = try await loop.model(version: nil)
        let version = Self.name(of: model.version.number)
        let template = queue.definition.item.text
        let results = try await executor.perform {
            let texts = tasks.map { task in task["data"].flatMap { try? template.text(of: $0) } }
            let predictions = try model.predictions(of: texts.map { $0 ?? "" })
            return zip(texts, predictions).map { text, prediction in
                // A task without the queue's text is answered all the same: answers are counted.
                prediction.result(in: control, version, isEmpty: text == nil)
            }
        }
        return reply(["results": .array(results)])
    }

    /// Takes in what was labelled there, and answers at once: Label Studio waits for a second and does not ask again.
    @Sendable private func webhook(_ request: Request, _ context: AppContext) async throws -> Response {
        let loop = try await loop(context)
        let body = try await document(request, context)
        switch body["action"]?.scalarText {
        case "ANNOTATION_CREATED", "ANNOTATION_UPDATED":
            guard let annotation = body["annotation"], let task = body["task"] else {
                throw RequestError(
                    .badRequest,
                    "there is no annotation, or no task: switch on that the payload is sent"
                )
            }
            return try await take([task.with(annotation: annotation)], loop, context)
        case "TASKS_CREATED":
            guard case .array(let tasks)? = body["tasks"] else { throw RequestError(.badRequest, "there are no tasks") }
            return try await take(tasks.map { $0.with(annotation: nil) }, loop, context)
        case "START_TRAINING":
            _ = await loop.coordinator.train(.whenWorthIt)
            return reply(["status": "training"])
        default: return reply(["status": "ignored"])
        }
    }

    private func take(_ tasks: [JSON], _ loop: QueueLoops.Loop, _ context: AppContext) async throws -> Response {
        let queue = await loop.scheduler.queue
        let importer = Importer(
            queue: queue,
            store: parts.store,
            clock: parts.clock,
            policy: .replace,
            annotator: "label-studio"
        )
        var wishes = RecordWishes()
        wishes.format = PeerFormat.labelStudio.rawValue
        let source = ByteSource(name: "webhook", bytes: JSON.array(tasks).bytes)
        let records = try RecordStream([source], wishes: wishes, definition: queue.definition)
        let report = await ImportRun(importer, limits: ImportLimits(errorCount: nil)).run(records)
        await loop.coordinator.changedOutside()
        if let rejected = report.rejected.first {
            context.logger.warning(
                "Label Studio",
                metadata: ["refused": "\(rejected.reason)", "queue": "\(queue.name)"]
            )
            throw RequestError(.badRecords, rejected.reason)
        }
        return reply(["status": "taken", "annotations": .integer(report.totals.annotationCount)])
    }

    private func document(_ request: Request, _ context: AppContext) async throws -> JSON {
        let body = try await request.wholeBody(context)
        // A body may be long: others wait for the threads of requests.
        let document = try await executor.perform { try? JSONReader.read(Array(body.readableBytesView)) }
        guard let document, case .object = document else {
            throw RequestError(.badRequest, "the body is no JSON object")
        }
        return document
    }

    private func reply(_ members: KeyValuePairs<String, JSON>) -> Response {
        let members = JSON.object(members.map { JSON.Member($0.key, $0.value) })
        return Response(
            status: .ok,
            headers: [.contentType: "application/json"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: members.bytes))
        )
    }
}

extension TextPrediction {
    /// As Label Studio stores it. It serves the tasks of the lowest score first where a project samples by uncertainty.
    fileprivate func result(in control: LabelStudioSchema.Control, _ version: String, isEmpty: Bool) -> JSON {
        let choices = JSON.members([
            "from_name": .string(control.name), "to_name": .string(control.target), "type": "choices",
            "value": .members(["choices": .array(labels.map { .string($0) })]),
        ])
        return .members([
            "result": .array(isEmpty || labels.isEmpty ? [] : [choices]), "score": .real(isEmpty ? 0 : confidence),
            "model_version": .string(version),
        ])
    }
}

extension JSON {
    /// A task with one annotation, or none.
    fileprivate func with(annotation: JSON?) -> JSON {
        guard case .object(let members) = self else { return self }
        let others = members.filter { !["annotations", "predictions", "drafts"].contains($0.key) }
        return .object(others + [JSON.Member("annotations", .array(annotation.map { [$0] } ?? []))])
    }
}
