internal import Foundation
internal import Synchronization
internal import WinnowAPI
internal import WinnowClient
internal import WinnowDomain
internal import WinnowEngine
internal import WinnowQueueFiles

/// Sends texts to the server, as many at a time as it takes. Records are read here, so that what is wrong with them is said
/// as on the folder.
struct RemotePredictor: Predictor {
    private let client: APIClient
    private let queue: String
    /// The task that the model learned; the queue's never changes.
    private let isMultilabel: Bool
    let definition: QueueDefinition
    /// One version for all requests, whatever is promoted meanwhile.
    let model: Int

    /// Half of what a server takes, so that the text that goes over it still fits.
    private static let bodyByteCount = APIClient.predictionByteLimit / 2
    private static let textCount = 1_000

    init(_ queue: String, version: Int?, client: APIClient) async throws {
        self.client = client
        self.queue = queue
        definition = try QueueFileLoader.definition(of: try await client.queue(named: queue))
        isMultilabel = definition.task == .multilabel
        model = try await client.model(version, of: queue).model.version
    }

    func predict(
        _ texts: [(id: String, text: String)],
        to sink: @Sendable ([UInt8]) throws -> Void
    ) async throws {
        try await send(texts) { lines in
            var bytes: [UInt8] = []
            for line in lines {
                if line.starts(with: Self.refusal) { _ = try prediction(line) }
                bytes += line
                bytes.append(UInt8(ascii: "\n"))
            }
            try sink(bytes)
        }
    }

    /// How a line begins that says why a record has none.
    private static let refusal = Array(#"{"rejected""#.utf8)

    func probabilities(of texts: [String]) async throws -> TextProbabilities {
        let found = Found()
        try await send(texts.enumerated().map { ("\($0.offset)", $0.element) }) { lines in
            for line in lines { found.add(try prediction(line)) }
        }
        let (labels, rows) = found.all
        guard rows.allSatisfy({ $0.count == labels.count }) else { throw notUnderstood("its lines differ in labels") }
        return TextProbabilities(labels: labels, rows: rows, isMultilabel: isMultilabel)
    }

    func learnedTexts() async throws -> Set<ContentHash> {
        Set(
            try await client.learnedTexts(of: model, in: queue).map { text in
                guard let hash = ContentHash(text.hash) else { throw notUnderstood("\"\(text.hash)\" is no hash") }
                return hash
            }
        )
    }

    private func send(
        _ texts: [(id: String, text: String)],
        _ take: @Sendable ([Data]) throws -> Void
    ) async throws {
        var (body, count) = ([UInt8](), 0)
        for (position, text) in texts.enumerated() {
            JSON.members(["id": .string(text.id), "text": .string(text.text)]).append(to: &body)
            body.append(UInt8(ascii: "\n"))
            count += 1
            let isLast = position == texts.count - 1
            guard isLast || body.count > Self.bodyByteCount || count == Self.textCount else { continue }
            try await send(Data(body), count, take)
            (body, count) = ([], 0)
        }
    }

    private func send(_ body: Data, _ count: Int, _ take: @Sendable ([Data]) throws -> Void) async throws {
        let lineCount = Mutex(0)
        try await client.predict(body, by: model, in: queue) { lines in
            lineCount.withLock { $0 += lines.count }
            try take(lines)
        }
        let answered = lineCount.withLock(\.self)
        guard answered == count else { throw notUnderstood("it has \(answered) lines for \(count) records") }
    }

    /// The members of a line's probabilities.
    private func prediction(_ line: Data) throws -> [JSON.Member] {
        let value = try? JSONReader.read(String(decoding: line, as: UTF8.self))
        if let reason = value?["rejected"]?["reason"]?.scalarText {
            throw notUnderstood("it does not take a text that is one here: \(reason)")
        }
        guard case .object(let members) = value?["probabilities"] else {
            throw notUnderstood("a line has no probabilities")
        }
        return members
    }

    private func notUnderstood(_ reason: String) -> ClientError { .notUnderstood(client.address, reason: reason) }
}

/// Probabilities as they come in.
private final class Found: Sendable {
    private let state = Mutex<(labels: [String], rows: [[Float]])>(([], []))

    var all: (labels: [String], rows: [[Float]]) { state.withLock(\.self) }

    func add(_ members: [JSON.Member]) {
        let row = members.map { $0.value.scalarText.flatMap { Float($0) } ?? .nan }
        state.withLock { state in
            if state.rows.isEmpty { state.labels = members.map(\.key) }
            state.rows.append(row)
        }
    }
}
