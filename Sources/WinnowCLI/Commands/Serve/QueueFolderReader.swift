internal import Foundation
internal import WinnowDomain
internal import WinnowServer

/// Keeps a server's queues as the files of a folder say: once at the start, and again whenever it is asked to.
actor QueueFolderReader {
    private let folder: QueueFolder
    /// The files that there were when they were last read.
    private var paths: Set<String> = []

    init(_ folder: QueueFolder) { self.folder = folder }

    /// Makes and changes all queues as the files say, or none when one file is refused.
    ///
    /// - Throws: `Problem` after everything that is wrong was printed.
    func load(_ console: Console) async throws {
        let files = try await folder.plan()
        for file in files { file.warnings.forEach(console.note) }
        let refused = files.compactMap(\.step.refusal)
        for line in refused.joined() { try Console.write(line + "\n", to: STDERR_FILENO) }
        if !refused.isEmpty {
            throw Problem(
                .badData,
                "bad-queue-file",
                "\(NumberText.count(refused.count, "queue file")) of \(folder.path) cannot be used; no queue was changed"
            )
        }
        if files.isEmpty { console.warn("--queues \(folder.path) has no file that ends in .yaml or .yml") }
        for file in files { try await folder.carryOut(file.step).forEach(console.note) }
        paths = Set(files.map(\.path))
    }

    /// Reads the files again; one that is refused leaves its queue as it is.
    func reload() async -> [ReloadNote] {
        do {
            let files = try await folder.plan()
            var notes: [ReloadNote] = []
            for file in files { notes += await take(file) }
            let present = Set(files.map(\.path))
            notes += paths.subtracting(present).sorted().map { ReloadNote("\($0) is gone; its queue stays as it is") }
            paths = present
            return notes.isEmpty ? [ReloadNote("\(folder.path) was read again; nothing is different")] : notes
        } catch {
            return [ReloadNote("\(folder.path) was not read again: \(reason(error))", isProblem: true)]
        }
    }

    private func take(_ file: QueueFolder.File) async -> [ReloadNote] {
        let warnings = file.warnings.map { ReloadNote(firstLine($0)) }
        if let refusal = file.step.refusal {
            return warnings + refusal.map { ReloadNote("not taken over: \(firstLine($0))", isProblem: true) }
        }
        do {
            return warnings + (try await folder.carryOut(file.step)).map { ReloadNote($0) }
        } catch {
            return warnings + [ReloadNote("not taken over: \(file.path): \(reason(error))", isProblem: true)]
        }
    }

    /// Place and reason: the log has a line for each.
    private func firstLine(_ text: String) -> String { text.split(separator: "\n").first.map(String.init) ?? "" }

    private func reason(_ error: any Error) -> String { Problem(error)?.message ?? "\(error)" }
}
