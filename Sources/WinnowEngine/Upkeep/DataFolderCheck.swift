internal import Foundation
package import WinnowDomain

/// Verifies a data folder: first what is stored, then the files that are derived from it.
///
/// Derived files can be mended, by making them again. What is stored cannot: it is the only truth there is, so damage in it
/// is named, with the way out, and never covered up.
package struct DataFolderCheck: Sendable {
    package typealias Store = MaintenanceStore & ModelRebuild.Store

    private let dataFolder: DataFolder
    private let store: any Store
    private let search: (any ItemSearch)?

    /// - Parameter search: The search indexes; nil where nobody keeps any.
    package init(dataFolder: DataFolder, store: any Store, search: (any ItemSearch)? = nil) {
        self.dataFolder = dataFolder
        self.store = store
        self.search = search
    }

    /// - Parameters:
    ///   - repairs: Whether damaged and stray derived files are removed and what is needed of them is made again.
    ///   - progress: Told how many items are read.
    /// - Returns: What was found, the worst first.
    /// - Throws: What the store and the file system say.
    package func run(
        repairs: Bool,
        progress: @Sendable @escaping (Int) -> Void = { _ in }
    ) async throws -> [CheckFinding] {
        let stored = try await store.check(progress: progress)
        // Nothing is derived again from a database that contradicts itself.
        let mayRepair = repairs && stored.isEmpty
        let queues: [Queue]
        do {
            queues = try await store.queues()
        } catch {
            if stored.isEmpty { throw error }
            return stored
        }
        var derived = try strayFolders(queues, repairs: mayRepair) + strayBackups(repairs: mayRepair)
        derived += try SearchFilesCheck(dataFolder: dataFolder, search: search).run(queues, repairs: mayRepair)
        derived += try EncoderFilesCheck(dataFolder: dataFolder).run(queues, repairs: mayRepair)
        for queue in queues { derived += try await files(of: queue, repairs: mayRepair) }
        return stored + derived.filter { $0.severity == .derived } + derived.filter { $0.severity == .note }
    }

    private func files(of queue: Queue, repairs: Bool) async throws -> [CheckFinding] {
        let lock: TrainingLock
        do {
            lock = try await TrainingLock.acquire(dataFolder, queue: queue.id, patience: .zero)
        } catch StoreError.busy {
            return [
                CheckFinding(
                    code: "queue-busy",
                    severity: .note,
                    count: 1,
                    examples: [queue.name],
                    meaning: "a model is being trained, so the queue's derived files were not looked at",
                    remedy: nil
                )
            ]
        }
        defer { withExtendedLifetime(lock) {} }
        let features = FeatureFilesCheck(queue: queue, dataFolder: dataFolder, store: store)
        let models = ModelFilesCheck(queue: queue, dataFolder: dataFolder, store: store)
        return try await features.run(repairs: repairs) + models.run(repairs: repairs)
    }

    /// Half copies in the data folder and beside it, where most people make their backups.
    private func strayBackups(repairs: Bool) throws -> [CheckFinding] {
        let folder = dataFolder.url.standardizedFileURL
        let places = [folder.deletingLastPathComponent(), folder, dataFolder.exports]
        return try DerivedFiles.finding(
            "backup-stray",
            places.flatMap(PartialBackup.leftovers),
            in: dataFolder,
            severity: .note,
            meaning: "half a backup was left behind, by a process that was killed",
            removes: repairs
        )
    }

    /// What lies among the folders of queues and is none of an existing one.
    private func strayFolders(_ queues: [Queue], repairs: Bool) throws -> [CheckFinding] {
        let known = Set(queues.map { "queue-\($0.id)" })
        var stray: [URL] = []
        for folder in [dataFolder.features, dataFolder.models] {
            stray += DerivedFiles.list(folder).filter { !known.contains($0.lastPathComponent) }
        }
        return try DerivedFiles.finding(
            "folder-stray",
            stray,
            in: dataFolder,
            severity: .note,
            meaning: "files or folders of no queue lie among the derived files",
            removes: repairs
        )
    }
}
