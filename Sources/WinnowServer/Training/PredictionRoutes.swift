internal import HTTPTypes
internal import Hummingbird
internal import Logging
internal import NIOCore
internal import WinnowAPI
internal import WinnowDomain
internal import WinnowEngine
internal import WinnowExchange

/// What a queue's model says of its items, or of records that are sent: the same lines as from `winnow predict`.
struct PredictionRoutes: Sendable {
    let parts: ServerParts
    private let executor = TrainingExecutor(purpose: "predict")

    private static let batchCount = 1_000
    /// A body is read whole before the first line comes back: whoever sends without reading would wait for ever otherwise.
    private static let bodyByteCount = 16 << 20
    /// A packed body may be a thousand times as large inside.
    private static let unpackedByteCount = 64 << 20

    init(parts: ServerParts) {
        self.parts = parts
    }

    var routes: [Route] {
        [
            .api(.get, "/api/v1/queues/:queue/predictions", .permission(.browse), ofItems),
            .api(
                .post,
                "/api/v1/queues/:queue/predictions",
                .permission(.train),
                bodyLimit: Self.bodyByteCount,
                ofRecords
            ),
        ]
    }

    /// Of all items, in item order.
    @Sendable private func ofItems(_ request: Request, _ context: AppContext) async throws -> Response {
        let version = try QueryFields(request, knows: ["model"]).whole("model", in: 1...Int.max)
        let loop = try await parts.loops.loop(named: try context.text("queue"))
        let model = try await loop.model(version: version)
        let queue = await loop.scheduler.queue
        return answer(context) { last in
            let items = try await parts.store.items(in: queue.id, after: last, limit: Self.batchCount)
            guard let end = items.last else { return nil }
            let texts = items.map { ($0.externalID, (try? queue.definition.item.text.text(of: $0.data)) ?? "") }
            return (try model.predictionLines(of: texts), end.id)
        }
    }

    /// Of the records in the body. A record that is bad has a line `{"rejected": …}` in its place. With `texts` they are
    /// what the template made of records: that is not asked again.
    @Sendable private func ofRecords(_ request: Request, _ context: AppContext) async throws -> Response {
        let fields = try QueryFields(request, knows: RecordsRequest.names + ["model", "texts"])
        let version = try fields.whole("model", in: 1...Int.max)
        let wish = try RecordsRequest(request, fields)
        let loop = try await parts.loops.loop(named: try context.text("queue"))
        let model = try await loop.model(version: version)
        let body = try await request.wholeBody(context)
        var definition = await loop.scheduler.queue.definition
        if try fields.flag("texts") == true { definition.item = try .wholeText }
        let found = definition
        let batches = try await executor.perform {
            try Self.batches(of: Array(body.readableBytesView), wish, found)
        }
        return answer(context) { last in
            let position = last.map { Int($0.rawValue) + 1 } ?? 0
            guard position < batches.count else { return nil }
            return (try batches[position].lines(by: model), ItemID(Int64(position)))
        }
    }

    /// Streams lines, as many at a time as `next` makes behind what was made last, and as fast as they are read.
    private func answer(
        _ context: AppContext,
        _ next: @escaping @Sendable (ItemID?) async throws -> (lines: [UInt8], last: ItemID)?
    ) -> Response {
        let logger = context.logger
        return Response(
            status: .ok,
            headers: [.contentType: "application/x-ndjson"],
            body: ResponseBody { writer in
                var last: ItemID?
                while true {
                    let from = last
                    let batch: (lines: [UInt8], last: ItemID)?
                    do {
                        batch = try await executor.perform { try await next(from) }
                    } catch {
                        logger.error("predictions broke off", metadata: ["error": "\(error)"])
                        throw error
                    }
                    guard let batch else { break }
                    try await writer.write(ByteBuffer(bytes: batch.lines))
                    last = batch.last
                }
                try await writer.finish(nil)
            }
        )
    }

    private static func batches(
        of bytes: [UInt8],
        _ wish: RecordsRequest,
        _ definition: QueueDefinition
    ) throws -> [RecordBatch] {
        let source = ByteSource(name: wish.name, bytes: bytes)
        var records = try RecordStream([source], wishes: wish.wishes, definition: definition)
        var batches: [RecordBatch] = []
        var batch = RecordBatch()
        var byteCount = 0
        while let record = try records.next() {
            byteCount += batch.add(record)
            guard byteCount <= unpackedByteCount else {
                throw RequestError(
                    .tooLarge,
                    "a request may have \(unpackedByteCount) bytes of text here, unpacked; send the rest in others"
                )
            }
            guard batch.count == batchCount else { continue }
            batches.append(batch)
            batch = RecordBatch()
        }
        return batch.count == 0 ? batches : batches + [batch]
    }
}

extension ItemDefinition {
    /// Of items that are their text and nothing else.
    fileprivate static var wholeText: ItemDefinition {
        get throws {
            ItemDefinition(
                kind: .text,
                text: try TextTemplate("{{text}}"),
                idField: "id",
                labelField: "label",
                metaFields: []
            )
        }
    }
}
