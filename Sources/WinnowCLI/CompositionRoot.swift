internal import Foundation
internal import WinnowDomain
internal import WinnowEngine
internal import WinnowStore

/// An opened data folder: the one place where parts are put together.
struct Installation: Sendable {
    let folder: DataFolder
    let store: any Store
    let clock: any WallClock = SystemClock()

    /// - Throws: `Problem` when there is no data folder; `StoreError`.
    static func open(_ folder: DataFolder) throws -> Installation {
        guard FileManager.default.fileExists(atPath: folder.database.path) else {
            throw Problem(
                .notFound,
                "no-data-folder",
                "there is no data folder at \(folder.url.path); `winnow queue create FILE` makes one, "
                    + "or name another with --data or WINNOW_DATA"
            )
        }
        return Installation(folder: folder, store: try Database(path: folder.database.path))
    }

    /// Opens the data folder or makes one.
    static func create(_ folder: DataFolder) throws -> Installation {
        try folder.create()
        return Installation(folder: folder, store: try Database(path: folder.database.path))
    }

    func runner(for queue: Queue) -> TrainingRunner {
        TrainingRunner(queue: queue, dataFolder: folder, items: store, store: store, clock: clock)
    }

    func index(of queue: Queue) async throws -> ItemIndex {
        ItemIndex(try await store.itemIndex(of: queue.id, after: nil))
    }

    func history(of queue: Queue) async throws -> LabelHistory {
        var history = LabelHistory()
        history.append(try await store.annotations(in: queue.id, after: 0))
        return history
    }
}

/// Everything that the commands ask of storage.
typealias Store = AnnotatorStore & ItemStore & LabellingStore & MaintenanceStore & QueueStore & TrainingStore

/// The time that the machine says.
struct SystemClock: WallClock {
    func now() -> Moment { Moment(Date().timeIntervalSince1970) }
}
