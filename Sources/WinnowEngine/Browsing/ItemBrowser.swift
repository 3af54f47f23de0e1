package import WinnowDomain
internal import WinnowLearning

/// Lists a queue's items by filters, words and scores.
///
/// What the filters need is held in memory and brought up to date at each look; the rows of a page are read from the store.
package actor ItemBrowser {
    package typealias Store = ItemStore & LabellingStore & QueueStore & TrainingStore

    /// Lists are picked on a thread of their own: a million items take some milliseconds.
    static let executor = TrainingExecutor(purpose: "browse")

    let loop: QueueLoops.Loop
    private let store: any Store
    private let search: (any ItemSearch)?
    private let clock: any WallClock
    package nonisolated let predictor: ItemPredictor
    private var keeping: BoardKeeping?
    private var updating: Task<Void, any Error>?
    /// The last that was asked for: pages of one list follow each other.
    var likeness: (item: ItemID, features: Digest, value: Likeness)?

    init(
        loop: QueueLoops.Loop,
        store: any Store,
        search: (any ItemSearch)?,
        clock: any WallClock
    ) {
        self.loop = loop
        self.store = store
        self.search = search
        self.clock = clock
        predictor = ItemPredictor(loop: loop, store: store)
    }

    package func page(_ query: ItemQuery) async throws -> ItemPage {
        let board = try await board()
        let ranking = await loop.scheduler.ranking
        let held = query.filter.state == .active ? try await heldItems() : []
        let predictions = query.filter.predicted == nil ? nil : try await predictor.evaluationPredictions()
        let alike = if let item = query.like { try await likeness(to: item) } else { nil as Likeness? }
        let isFramed = if let frame = query.filter.frame { try await rows(in: frame) } else { nil as [Bool]? }
        let (queue, search) = (loop.queue.id, search)
        return try await Self.executor.perform {
            var find: (@Sendable (SearchRange, Int) throws -> [ItemID])?
            if let words = query.search {
                find = { range, limit in try search?.find(words, in: queue, range, limit: limit) ?? [] }
            }
            let selection = ItemSelection(
                board: board,
                filter: query.filter,
                held: held,
                predictions: predictions,
                scores: ranking?.ranking.scores ?? [],
                likeness: alike,
                isFramed: isFramed,
                find: find
            )
            let progress = query.search == nil ? nil : try search?.progress(of: queue)
            return try selection.page(query, progress: progress, modelVersion: ranking?.modelVersion)
        }
    }

    private func heldItems() async throws -> Set<ItemID> {
        Set(try await store.activeAssignments(in: loop.queue.id, now: clock.now()).map(\.item))
    }

    /// The acquisition score of an item by the present ranking.
    package func score(of item: ItemID) async throws -> Float? {
        guard let scores = await loop.scheduler.ranking?.ranking.scores, let row = try await board().row(of: item)
        else {
            return nil
        }
        return row < scores.count ? scores[row] : nil
    }

    /// What is known now: somebody who has just changed something sees it.
    func board() async throws -> ItemBoard {
        // A look that began before may not know it; it takes itself away when it ends.
        while let updating { _ = try? await updating.value }
        let task = Task {
            defer { updating = nil }
            keeping = try await current()
        }
        updating = task
        try await task.value
        guard let keeping else { throw CancellationError() }
        return keeping.board
    }

    private func current() async throws -> BoardKeeping {
        let (known, queue, store) = (keeping, loop.queue, store)
        return try await Self.executor.perform {
            if var known, try await known.update(from: store) { return known }
            return try await BoardKeeping(queue, from: store)
        }
    }
}
