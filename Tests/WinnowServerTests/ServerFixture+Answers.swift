import Testing
import WinnowDomain
import WinnowEngine
import WinnowStore

@testable import WinnowServer

extension ServerFixture {
    /// Lets somebody answer, each time what they are given; names of labels, or answers that are none.
    @discardableResult
    func answer(_ answers: [String], by name: String) async throws -> [Annotation] {
        let account = try await browserAccount(name)
        let loop = try await loops.loop(named: queue.name)
        var annotations: [Annotation] = []
        for answer in answers {
            guard case .assigned(let assignment, _) = try await loop.scheduler.next(for: account) else { break }
            let judgement =
                try Judgement.Answer(rawValue: answer).map { Judgement.without($0) }
                ?? .labels([try #require(queue.label(named: answer)).id])
            annotations.append(
                try await loop.scheduler.submit(
                    judgement,
                    for: assignment.id,
                    by: account,
                    revision: queue.revision,
                    seconds: 1.5,
                    source: .browser
                )
            )
        }
        return annotations
    }

    /// Lets somebody label one item.
    func label(_ item: String, _ label: String, by name: String) async throws {
        let account = try await browserAccount(name)
        let loop = try await loops.loop(named: queue.name)
        await loop.coordinator.changedOutside()
        let id = try await database.history(of: item, in: queue.id).item.id
        let chosen = try #require(queue.label(named: label)).id
        guard case .assigned(let assignment, _) = try await loop.scheduler.reopen(id, for: account) else {
            throw StoreError.refused(reason: "\(item) is not given to \(name)")
        }
        let annotation = try await loop.scheduler.submit(
            .labels([chosen]),
            for: assignment.id,
            by: account,
            revision: queue.revision,
            seconds: 1.5,
            source: .browser
        )
        await loop.coordinator.labelled(annotation)
    }

    private func browserAccount(_ name: String) async throws -> AnnotatorID {
        _ = try await browser(name, .annotator)
        return try #require(try await database.account(named: name)).id
    }

    /// Imports items beside the server.
    func add(_ texts: [String], from first: Int = 0, ids: [String]? = nil) async throws {
        let importer = Importer(queue: queue, store: database, clock: clock, policy: .fail, annotator: "import")
        _ = try await importer.store(
            texts.enumerated().map { number, text in
                IncomingRecord(
                    place: Place(file: "test", line: number + 1),
                    externalID: ids?[number] ?? "item-\(first + number)",
                    data: .members(["text": .string(text)]),
                    text: text
                )
            }
        )
    }
}
