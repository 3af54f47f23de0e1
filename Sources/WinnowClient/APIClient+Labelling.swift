internal import Foundation
package import WinnowAPI

extension APIClient {
    private func path(_ queue: String, _ rest: [String]) -> [String] { ["api", "v1", "queues", queue] + rest }

    /// Whose token it is.
    package func session() async throws -> SessionDocument {
        try await get(["api", "v1", "session"])
    }

    package func claim(in queue: String, _ wish: ClaimRequest) async throws -> ClaimReply {
        try await send("POST", path(queue, ["assignments"]), wish)
    }

    /// Safe to send again with the same key.
    package func answer(_ assignment: Int64, in queue: String, _ answer: AnswerRequest) async throws -> AnswerReply {
        try await send("POST", path(queue, ["assignments", "\(assignment)", "annotation"]), answer)
    }

    package func renew(_ assignment: Int64, in queue: String) async throws {
        try await send("POST", path(queue, ["assignments", "\(assignment)", "renew"]), ClaimRequest())
    }

    package func release(_ assignment: Int64, in queue: String, _ wish: ReleaseRequest) async throws {
        try await send("POST", path(queue, ["assignments", "\(assignment)", "release"]), wish)
    }

    /// Takes an answer back and claims its item again.
    package func retract(_ annotation: Int64, in queue: String, _ wish: ClaimRequest) async throws -> ClaimReply {
        try await send("POST", path(queue, ["annotations", "\(annotation)", "retract"]), wish)
    }

    /// One's own last answers, newest first.
    package func decisions(in queue: String, limit: Int) async throws -> [AnnotationDocument] {
        try await get(path(queue, ["decisions"]), query: [.init(name: "limit", value: "\(limit)")])
    }

    /// What happens in a queue, until the server ends it or nothing comes for as long as the client waits.
    package func events(of queue: String, _ tell: @Sendable (LiveMessage) async -> Void) async throws {
        let parser = EventStreamParser()
        _ = try await download(path(queue, ["events"]), accept: "text/event-stream") { data in
            for event in parser.events(in: data) {
                if let message = LiveMessage(event) { await tell(message) }
            }
        }
    }
}
