internal import Foundation
internal import WinnowDomain
internal import WinnowEngine
internal import WinnowStore

/// An opened data folder: the one place where parts are put together.
struct Installation: Sendable {
    let folder: DataFolder
    let store: any Store
    let search: any ItemSearch
    let clock: any WallClock = SystemClock()

    private init(_ folder: DataFolder, _ database: Database) {
        self.folder = folder
        store = database
        search = SearchFolder(folder: folder.search, database: database)
    }

    /// - Throws: `Problem` when there is no data folder; `StoreError`.
    static func open(_ folder: DataFolder) throws -> Installation {
        if let problem = folder.absence { throw problem }
        return Installation(folder, try Database(path: folder.database.path, opening: .existing))
    }

    /// Opens the data folder or makes one.
    static func create(_ folder: DataFolder) throws -> Installation {
        do {
            try folder.create()
        } catch {
            let reason = (error as? CocoaError)?.localizedDescription ?? "\(error)"
            throw Problem(.cannotWrite, "\(folder.url.path) cannot be made: \(reason)")
        }
        return Installation(folder, try Database(path: folder.database.path))
    }

    func runner(for queue: Queue) -> TrainingRunner {
        TrainingRunner(queue: queue, dataFolder: folder, items: store, store: store, clock: clock)
    }

    func index(of queue: Queue) async throws -> ItemIndex {
        ItemIndex(try await store.itemIndex(of: queue.id, after: nil))
    }

    /// The annotator of a name, added if there is none.
    ///
    /// - Throws: `StoreError.annotatorIsDisabled`.
    func annotator(named name: String) async throws -> Annotator {
        let known = try await store.annotators().first { $0.name == name }
        if let known, known.isDisabled { throw StoreError.annotatorIsDisabled(name: name) }
        if let known { return known }
        do {
            return try await store.addAnnotator(named: name, at: clock.now())
        } catch StoreError.annotatorExists {
            // Another process has added it since.
            let added = try await store.annotator(named: name)
            if added.isDisabled { throw StoreError.annotatorIsDisabled(name: name) }
            return added
        }
    }

    func history(of queue: Queue) async throws -> LabelHistory {
        try await LabelHistory.read(queue.id, from: store)
    }
}

extension Installation {
    /// What labelling a queue takes, loaded and ready to go.
    func loop(of queue: Queue) async throws -> QueueLoop {
        let hub = EventHub()
        let loop = try await engineLoop(of: queue, hub)
        return QueueLoop(
            queue: loop.queue,
            store: store,
            clock: clock,
            scheduler: loop.scheduler,
            coordinator: loop.coordinator,
            hub: hub
        )
    }

    /// What knows which labelled texts are worth a counterfactual. Nothing is trained behind it.
    func revisionLoop(of queue: Queue) async throws -> QueueLoops.Loop { try await engineLoop(of: queue, EventHub()) }

    private func engineLoop(of queue: Queue, _ hub: EventHub) async throws -> QueueLoops.Loop {
        try await QueueLoops.Loop(
            of: queue,
            store: store,
            dataFolder: folder,
            executor: TrainingExecutor(),
            encodingExecutor: TrainingExecutor(purpose: "encode", yields: true),
            hub: hub,
            clock: clock
        )
    }
}

/// Everything that the commands ask of storage.
typealias Store = AccountStore & AnnotatorStore & BrowsingStore & CounterfactualStore & ItemStore & LabellingStore
    & MaintenanceStore & QueueStore & TrainingStore & WebhookStore

/// The time that the machine says.
struct SystemClock: WallClock {
    func now() -> Moment { Moment(Date().timeIntervalSince1970) }
}
