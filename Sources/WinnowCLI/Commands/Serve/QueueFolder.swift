internal import Foundation
internal import WinnowDomain
internal import WinnowQueueFiles

/// A folder of queue files that a server keeps its queues by.
struct QueueFolder: Sendable {
    let path: String
    let store: any QueueStore
    let clock: any WallClock

    /// What a file asks for.
    enum Step: Sendable {
        case create(name: String, QueueDefinition)
        case change(Queue, QueueDefinition)
        case nothing(name: String)
        /// Why it cannot be.
        case refuse([String])

        var refusal: [String]? { if case .refuse(let reasons) = self { reasons } else { nil } }
    }

    struct File: Sendable {
        let path: String
        let step: Step
        let warnings: [String]
    }

    /// Reads all files and changes nothing.
    ///
    /// - Returns: A step for each file, by name.
    /// - Throws: `Problem` when there is no such folder; `StoreError`.
    func plan() async throws -> [File] {
        let folder = URL(filePath: path, directoryHint: .isDirectory)
        let names: [String]
        do {
            names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        } catch {
            throw Problem(.cannotOpen, "--queues \(path) cannot be read; name a folder of queue files")
        }
        let known = Dictionary(try await store.queues().map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        var files: [File] = []
        for name in names.filter(Self.isQueueFile).sorted() {
            files.append(try await plan(folder.appending(path: name).path, known))
        }
        return files
    }

    /// Editors' copies (`.x.yaml.swp`, `x.yaml~`) are none.
    private static func isQueueFile(_ name: String) -> Bool {
        !name.hasPrefix(".") && (name.hasSuffix(".yaml") || name.hasSuffix(".yml"))
    }

    private func plan(_ path: String, _ known: [String: Queue]) async throws -> File {
        let reading: QueueFile.Reading
        let name: String
        do {
            name = try QueueFileLoader.queueName(nil, path: path)
            reading = try QueueFileLoader.read(path)
        } catch {
            guard let problem = Problem(error) else { throw error }
            return File(path: path, step: .refuse(["\(path): \(problem.message)"]), warnings: [])
        }
        return File(
            path: path,
            step: try await step(name, reading, known[name], path),
            warnings: reading.warnings.map(\.text)
        )
    }

    private func step(
        _ name: String,
        _ reading: QueueFile.Reading,
        _ known: Queue?,
        _ path: String
    ) async throws -> Step {
        guard let definition = reading.definition else { return .refuse(reading.errors.map(\.text)) }
        guard let known else { return .create(name: name, definition) }
        guard known.definition != definition else { return .nothing(name: name) }
        do {
            try await store.checkUpdate(of: known, to: definition)
            return .change(known, definition)
        } catch let error as StoreError {
            return .refuse(["\(path): \(error.description)"])
        }
    }

    /// - Returns: What is different now, in words.
    /// - Throws: `StoreError`.
    func carryOut(_ step: Step) async throws -> [String] {
        switch step {
        case .create(let name, let definition):
            _ = try await store.createQueue(named: name, definition: definition, at: clock.now())
            return ["the queue \(name) is new"]
        case .change(let queue, let definition):
            _ = try await store.updateQueue(queue, to: definition, at: clock.now())
            return QueueChange(from: queue.definition, to: definition).lines.map { "\(queue.name): \($0)" }
        case .nothing, .refuse: return []
        }
    }
}
