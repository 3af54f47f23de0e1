package import WinnowDomain

/// The item browsers of a process, one a queue, each made when it is first wanted.
package actor ItemBrowsers {
    private let store: any ItemBrowser.Store
    private let search: (any ItemSearch)?
    private let clock: any WallClock
    private var browsers: [QueueID: ItemBrowser] = [:]

    package init(
        store: any ItemBrowser.Store,
        search: (any ItemSearch)?,
        clock: any WallClock
    ) {
        self.store = store
        self.search = search
        self.clock = clock
    }

    package func browser(of loop: QueueLoops.Loop) -> ItemBrowser {
        if let browser = browsers[loop.queue.id] { return browser }
        let browser = ItemBrowser(loop: loop, store: store, search: search, clock: clock)
        browsers[loop.queue.id] = browser
        return browser
    }
}
