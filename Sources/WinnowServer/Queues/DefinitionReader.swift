internal import Dispatch
internal import WinnowDomain
internal import WinnowQueueFiles

/// Reads definitions that come over HTTP, with every check that a queue file goes through; one at a time, on a thread of
/// its own, because a long one takes its time.
struct DefinitionReader: Sendable {
    private let queue = DispatchQueue(label: "winnow.definitions")

    /// - Throws: `RequestError` with everything that is wrong, each with line and column.
    func definition(_ text: String, name: String) async throws -> QueueDefinition {
        let reading = await withCheckedContinuation { continuation in
            queue.async { continuation.resume(returning: QueueFile.read(text: text, name: name)) }
        }
        if let definition = reading.definition { return definition }
        let mistakes = reading.errors.map { "line \($0.line), column \($0.column): \($0.message)" }
        let rest = mistakes.count > 20 ? "; and \(mistakes.count - 20) more" : ""
        throw RequestError(.badQueueFile, mistakes.prefix(20).joined(separator: "; ") + rest)
    }
}
