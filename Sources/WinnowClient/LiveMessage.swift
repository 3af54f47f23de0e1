internal import Foundation
package import WinnowAPI

/// What the stream of a queue tells.
package enum LiveMessage: Hashable, Sendable {
    case status(LiveStatus)
    case training(LiveTraining)

    /// nil for what only a newer server tells.
    init?(_ event: EventStreamParser.Event) {
        let data = Data(event.data.utf8)
        switch event.name {
        case "status": self.init(try? JSONDecoder().decode(LiveStatus.self, from: data), LiveMessage.status)
        case "training": self.init(try? JSONDecoder().decode(LiveTraining.self, from: data), LiveMessage.training)
        default: return nil
        }
    }

    private init?<Document>(_ document: Document?, _ make: (Document) -> LiveMessage) {
        guard let document else { return nil }
        self = make(document)
    }
}
