package import WinnowDomain
package import WinnowEngine

/// What the server works with; put together by the composition root.
package struct ServerParts: Sendable {
    package typealias Store = AccountStore & AnnotatorStore & BrowsingStore & CounterfactualStore & ItemStore
        & LabellingStore & QueueStore & TrainingStore & WebhookStore

    let store: any Store
    let loops: QueueLoops
    let clock: any WallClock
    let search: (any ItemSearch)?
    let items: ItemBrowsers
    let measurements = Measurements()

    /// - Parameter search: Finds items by words; nil where nobody keeps an index.
    package init(store: any Store, loops: QueueLoops, clock: any WallClock, search: (any ItemSearch)? = nil) {
        self.store = store
        self.loops = loops
        self.clock = clock
        self.search = search
        items = ItemBrowsers(store: store, search: search, clock: clock)
    }
}
