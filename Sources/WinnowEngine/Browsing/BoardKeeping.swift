internal import WinnowDomain

/// A board with how far it is; brought up to date by what the store says came since.
struct BoardKeeping: Sendable {
    private(set) var board: ItemBoard
    /// The queue by whose labels its annotations read.
    private let queue: Queue
    /// The last event that was looked at, and that of the last annotation.
    private var event: EventNumber
    private var annotationEvent: EventNumber = 0

    /// Reads all of a queue.
    init(_ queue: Queue, from store: any ItemBrowser.Store) async throws {
        // Before the rest: what comes meanwhile is looked at twice, and not missed.
        event = try await store.changes(in: queue.id, after: 0).lastEvent
        self.queue = try await store.queue(named: queue.name)
        board = ItemBoard(self.queue)
        try await add(from: store)
    }

    /// Annotations first: their items are there when the items are read.
    private mutating func add(from store: any ItemBrowser.Store) async throws {
        let annotations = try await store.annotations(in: queue.id, after: annotationEvent)
        board.append(try await store.itemIndex(of: queue.id, after: board.ids.last))
        board.apply(annotations)
        annotationEvent = annotations.last?.event ?? annotationEvent
    }

    /// Takes in what came since; false when it has to be read anew, because of other labels or other sides of the split.
    mutating func update(from store: any ItemBrowser.Store) async throws -> Bool {
        let changes = try await store.changes(in: queue.id, after: event)
        if changes.hasNewDefinition || changes.hasNewTexts { return false }
        if changes.hasNewItems || changes.hasNewAnnotations { try await add(from: store) }
        event = changes.lastEvent
        return true
    }
}
