internal import Foundation
internal import WinnowDomain
internal import WinnowEngine

/// One thing that `winnow doctor` looks at.
struct Examination {
    enum Verdict: String {
        case good
        /// It works, and may not do what is expected.
        case doubtful
        case bad

        var mark: String {
            switch self {
            case .good: "✓"
            case .doubtful: "!"
            case .bad: "✗"
            }
        }
    }

    let name: String
    let verdict: Verdict
    /// What was found, and how to mend it.
    let finding: String

    static func all(of folder: DataFolder) async -> [Examination] {
        [machine, space(folder), terminal] + (await database(folder))
    }

    private static var machine: Examination {
        let info = ProcessInfo.processInfo
        let memory = NumberText.bytes(Int64(clamping: info.physicalMemory))
        let finding = "\(info.operatingSystemVersionString), \(info.activeProcessorCount) cores, \(memory)"
        return Examination(name: "machine", verdict: .good, finding: finding)
    }

    private static func space(_ folder: DataFolder) -> Examination {
        let path =
            FileManager.default.fileExists(atPath: folder.url.path)
            ? folder.url.path : folder.url.deletingLastPathComponent().path
        guard FileManager.default.isWritableFile(atPath: path) else {
            return Examination(
                name: "folder",
                verdict: .bad,
                finding: "\(path) may not be written; --data names another"
            )
        }
        let attributes = try? FileManager.default.attributesOfFileSystem(forPath: path)
        guard let free = (attributes?[.systemFreeSize] as? NSNumber)?.int64Value else {
            return Examination(name: "folder", verdict: .doubtful, finding: "\(path), free space unknown")
        }
        let isLow = free < 500_000_000
        return Examination(
            name: "folder",
            verdict: isLow ? .doubtful : .good,
            finding: "\(path), \(NumberText.bytes(free)) free" + (isLow ? "; make room before the next import" : "")
        )
    }

    private static var terminal: Examination {
        let environment = ProcessInfo.processInfo.environment
        let locale = environment["LC_ALL"] ?? environment["LC_CTYPE"] ?? environment["LANG"] ?? ""
        let isUTF8 = locale.lowercased().replacing("-", with: "").contains("utf8")
        let kind = environment["TERM"] ?? "none"
        return Examination(
            name: "terminal",
            verdict: isUTF8 || isatty(STDOUT_FILENO) == 0 ? .good : .doubtful,
            finding: isUTF8
                ? "\(kind), \(locale)"
                : "\(kind), locale \(locale.isEmpty ? "not set" : locale); set LANG=C.UTF-8 if letters look wrong"
        )
    }

    private static func database(_ folder: DataFolder) async -> [Examination] {
        guard FileManager.default.fileExists(atPath: folder.database.path) else {
            let finding = "none at \(folder.url.path) yet; `winnow queue create FILE` makes it"
            return [Examination(name: "data", verdict: .doubtful, finding: finding)]
        }
        do {
            let installation = try Installation.open(folder)
            let queues = try await installation.store.queues()
            let size = (try? folder.database.resourceValues(forKeys: [.fileSizeKey]).fileSize) ?? 0
            let finding = "\(NumberText.count(queues.count, "queue")), \(NumberText.bytes(Int64(size)))"
            var all = [Examination(name: "data", verdict: .good, finding: finding)]
            for queue in queues { all.append(try await examine(queue, installation)) }
            return all
        } catch {
            let reason = Problem(error)?.message ?? "\(error)"
            return [Examination(name: "data", verdict: .bad, finding: reason)]
        }
    }

    private static func examine(_ queue: Queue, _ installation: Installation) async throws -> Examination {
        let summary = try await installation.store.summary(of: queue)
        let counts =
            "\(NumberText.count(summary.itemCount, "item")), \(NumberText.count(summary.finishedCount)) finished"
        let lastRun = try await installation.store.runs(of: queue.id, limit: 1).first
        if let lastRun, lastRun.state == .failed {
            let finding = "\(counts); the last training failed: \(lastRun.message ?? "no reason given")"
            return Examination(name: queue.name, verdict: .doubtful, finding: finding)
        }
        let model = try await installation.store.promotedModel(of: queue.id)
        return Examination(
            name: queue.name,
            verdict: .good,
            finding: "\(counts), \(model.map { "model v\($0.number)" } ?? "no model yet")"
        )
    }
}
