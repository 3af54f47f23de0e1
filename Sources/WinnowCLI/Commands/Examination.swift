internal import Foundation
internal import WinnowDomain
internal import WinnowEncoders
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
        [machine, space(folder), terminal, locale(ProcessInfo.processInfo.environment)] + (await database(folder))
    }

    private static var machine: Examination {
        let info = ProcessInfo.processInfo
        let memory = NumberText.bytes(Int64(clamping: info.physicalMemory))
        let finding = "\(info.operatingSystemVersionString), \(info.activeProcessorCount) cores, \(memory)"
        return Examination(name: "machine", verdict: .good, finding: finding)
    }

    private static func database(_ folder: DataFolder) async -> [Examination] {
        if let absence = folder.absence {
            let verdict: Verdict = absence.status == .notFound ? .doubtful : .bad
            return [Examination(name: "data", verdict: verdict, finding: absence.message)]
        }
        do {
            let installation = try Installation.open(folder)
            let queues = try await installation.store.queues()
            let size = (try? folder.database.resourceValues(forKeys: [.fileSizeKey]).fileSize) ?? 0
            let finding = "\(NumberText.count(queues.count, "queue")), \(NumberText.bytes(Int64(size)))"
            var all = [Examination(name: "data", verdict: .good, finding: finding)]
            if let encoders = encoders(folder, queues) { all.append(encoders) }
            for queue in queues { all.append(try await examine(queue, installation)) }
            return all
        } catch {
            let reason = Problem(error)?.message ?? "\(error)"
            return [Examination(name: "data", verdict: .bad, finding: reason)]
        }
    }

    /// nil where there are none and nobody wants one.
    private static func encoders(_ folder: DataFolder, _ queues: [Queue]) -> Examination? {
        let names = EncoderShelf(dataFolder: folder).entries().map(\.name)
        let wanted = queues.flatMap(\.definition.features.encoders).filter { $0.kind != .remote }.map(\.model)
        let missing = Set(wanted).subtracting(names).sorted()
        if let first = missing.first {
            let finding = "\(missing.joined(separator: ", ")) missing; `winnow encoder fetch \(first)` gets it"
            return Examination(name: "encoders", verdict: .bad, finding: finding)
        }
        guard !names.isEmpty else { return nil }
        let finding =
            "\(names.joined(separator: ", ")), computed in \(EncoderPrecision.best.rawValue) on this processor"
        return Examination(name: "encoders", verdict: .good, finding: finding)
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
