internal import Synchronization
internal import WinnowDomain

/// Where the first pass over a queue's items ended, so that later ones end there too.
final class PassBound: Sendable {
    private let items = Mutex<[EventNumber: ItemID]>([:])

    func item(of event: EventNumber) -> ItemID? { items.withLock { $0[event] } }

    /// Remembers the last item of the first pass; nil: there was none, and none is to come.
    func set(_ item: ItemID?, of event: EventNumber) {
        items.withLock { items in
            if items[event] == nil { items[event] = item ?? ItemID(0) }
        }
    }
}
