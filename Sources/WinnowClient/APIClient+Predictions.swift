package import Foundation
package import WinnowAPI

extension APIClient {
    /// The longest body with records to predict that a server takes.
    package static let predictionByteLimit = 16 << 20

    /// What a model version says of texts: lines of `{"id": …, "text": …}` in, lines of predictions out, as they come.
    ///
    /// - Parameter take: Given whole lines, several at a time.
    package func predict(
        _ lines: Data,
        by model: Int,
        in queue: String,
        _ take: @Sendable ([Data]) async throws -> Void
    ) async throws {
        let call = Call(
            method: "POST",
            path: ["api", "v1", "queues", queue, "predictions"],
            query: [
                URLQueryItem(name: "texts", value: "true"), URLQueryItem(name: "model", value: "\(model)"),
                URLQueryItem(name: "max-record-bytes", value: "\(Self.predictionByteLimit)"),
            ],
            body: lines,
            contentType: "application/x-ndjson"
        )
        try await asNew { try await readLines(call, take) }
    }

    /// The texts that a model version has learned from.
    package func learnedTexts(of version: Int, in queue: String) async throws -> [LearnedText] {
        let texts = Received<LearnedText>()
        // Found out before the first byte comes.
        let path = ["api", "v1", "queues", queue, "models", "\(version)", "texts"]
        try await readLines(Call(path: path, idleSeconds: 600)) { lines in
            for line in lines { await texts.append(try decoded(line)) }
        }
        return await texts.all
    }

    private func readLines(_ call: Call, _ take: @Sendable ([Data]) async throws -> Void) async throws {
        let cutter = LineCutter()
        let head = try await download(call) { piece in
            let lines = cutter.lines(in: piece)
            if !lines.isEmpty { try await take(lines) }
        }
        guard head.mediaType == "application/x-ndjson" else { throw notWinnow(head) }
        if cutter.isInLine { throw ClientError.notUnderstood(address, reason: "its last line has no end") }
    }
}

/// What has come so far.
private actor Received<Element: Sendable> {
    private(set) var all: [Element] = []

    func append(_ element: Element) { all.append(element) }
}
