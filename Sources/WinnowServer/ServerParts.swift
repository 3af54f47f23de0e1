package import WinnowDomain
package import WinnowEngine

/// What the server works with; put together by the composition root.
package struct ServerParts: Sendable {
    package typealias Store = AccountStore & AnnotatorStore & ItemStore & LabellingStore & QueueStore & TrainingStore

    let store: any Store
    let loops: QueueLoops
    let clock: any WallClock
    let measurements = Measurements()

    package init(store: any Store, loops: QueueLoops, clock: any WallClock) {
        self.store = store
        self.loops = loops
        self.clock = clock
    }
}
