internal import Foundation
internal import Hummingbird
internal import WinnowAPI
internal import WinnowDomain
internal import WinnowEngine

/// The map of a queue's items: for the page that draws it, and for programs.
struct MapRoutes: Sendable {
    let desk: ItemsDesk

    private static let patience = Duration.milliseconds(600)
    private static let textLength = 400

    var routes: [Route] {
        [
            .api(.get, "/api/v1/queues/:queue/map", .permission(.browse), map),
            .api(.get, "/api/v1/queues/:queue/map/:version/points/:point", .permission(.browse), point),
        ]
    }

    @Sendable private func map(_ request: Request, _ context: AppContext) async throws -> Response {
        let fields = try QueryFields(request, knows: ["points"])
        let isWhole = try fields.flag("points") ?? true
        let loop = try await desk.loop(context.text("queue"))
        let browser = await desk.parts.items.browser(of: loop)
        let reading = await browser.map(patience: Self.patience)
        var document: MapDocument?
        if let map = reading.map {
            document = MapDocument(
                version: map.version,
                isFinal: map.isFinal,
                pointCount: map.rows.count,
                itemCount: map.itemCount,
                points: isWhole
                    ? MapDocument.Points(map, try await browser.colours(of: map), await loop.scheduler.queue) : nil
            )
        }
        return try JSONBody.reply(
            MapReply(
                map: document,
                isComputing: reading.isComputing,
                fraction: reading.fraction,
                missing: reading.obstacle?.inWords
            )
        )
    }

    @Sendable private func point(_ request: Request, _ context: AppContext) async throws -> Response {
        let loop = try await desk.loop(context.text("queue"))
        let browser = await desk.parts.items.browser(of: loop)
        let id = try await browser.item(
            atPoint: Int(clamping: try context.number("point")),
            ofMap: try context.text("version")
        )
        let queue = await loop.scheduler.queue
        guard let item = try await desk.parts.store.items([id]).first else { throw RequestError(.noSuchPage) }
        let standing = try await desk.parts.store.occupation(of: [id], now: desk.parts.clock.now()).standing
        let text = ItemDocument(item, queue: queue).text
        return try JSONBody.reply(
            MapPointReply(
                id: item.externalID,
                text: text.unicodeScalars.count > Self.textLength
                    ? String(String.UnicodeScalarView(text.unicodeScalars.prefix(Self.textLength))) + "…" : text,
                page: ItemAddress.path(queue.name, item.externalID),
                labels: standing.map { $0.judgement.words(in: queue) }
            )
        )
    }
}

extension MapDocument.Points {
    init(_ map: QueueMap, _ colours: MapColours, _ queue: Queue) {
        self.init(
            x: Self.text(map.places.map(\.x)),
            y: Self.text(map.places.map(\.y)),
            label: Self.text(colours.labels),
            predicted: colours.predictions.isEmpty ? nil : Self.text(colours.predictions),
            uncertainty: colours.uncertainty.isEmpty ? nil : Self.text(colours.uncertainty),
            origin: Self.text(colours.origins.map(\.rawValue)),
            labels: queue.labels.map(\.name),
            origins: MapColours.Origin.allCases.map(\.inWords),
            modelVersion: colours.modelVersion
        )
    }

    private static func text(_ numbers: [some FixedWidthInteger]) -> String {
        numbers.map(\.littleEndian).withUnsafeBytes { Data($0) }.base64EncodedString()
    }
}

extension MapColours.Origin {
    var inWords: String {
        switch self {
        case .imported: "to learn from"
        case .duplicate: "repeats another item"
        case .evaluation: "to measure on"
        case .revised: "edited from another item"
        }
    }
}

extension PresentMap.Obstacle {
    var inWords: String {
        switch self {
        case .noItems: "There are no items yet."
        case .noDenseFeatures:
            "The queue's features only count words. With lsa.v1 or an encoder among its features, items that say alike "
                + "things lie beside each other."
        case .encoding: "The items are being encoded; the map is drawn when all of them are."
        case .failure(let reason): "The map could not be drawn: \(reason)."
        }
    }
}
