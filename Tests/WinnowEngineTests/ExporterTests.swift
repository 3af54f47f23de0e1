import Foundation
import Testing
import WinnowDomain
import WinnowEngine
import WinnowStore

@Suite struct ExporterTests {
    private static func rows(
        _ fixture: EngineFixture,
        _ content: Exporter.Content,
        of queue: Queue? = nil,
        upTo event: EventNumber? = nil,
        since: EventNumber? = nil
    ) async throws -> (rows: [OutgoingRow], totals: Exporter.Totals) {
        let last = try await fixture.database.lastEvent(of: fixture.queue.id)
        let names = try await fixture.database.annotatorNames()
        let exporter = Exporter(
            queue: queue ?? fixture.queue,
            content: content,
            store: fixture.database,
            names: names,
            since: since
        )
        let (totals, rows) = try await ExportRun(exporter, upTo: event ?? last, into: RowList()).finish()
        return (rows, totals)
    }

    /// Keeps the rows.
    private struct RowList: RecordSink {
        var wantsPreview = false
        var rows: [OutgoingRow] = []
        var previewedIDs: [String] = []

        mutating func preview(_ row: OutgoingRow) { previewedIDs.append(row.externalID) }

        mutating func write(_ row: OutgoingRow) {
            if wantsPreview, !previewedIDs.contains(row.externalID) { Issue.record("\(row.externalID) was not shown") }
            rows.append(row)
        }

        func finish() -> [OutgoingRow] { rows }
    }

    @Test("an export is what stood at its event, whatever came later")
    func snapshot() async throws {
        let fixture = try await EngineFixture()
        let rosa = try await fixture.database.addAnnotator(named: "rosa", at: Moment(0))
        let scheduler = try await fixture.scheduler()
        _ = try await fixture.label(10, with: scheduler, by: rosa)
        let event = try await fixture.database.lastEvent(of: fixture.queue.id)
        let before = try await Self.rows(fixture, .annotations)
        #expect(before.rows.count == 10)
        let history = try await fixture.history()
        let last = try #require(history.annotations.last)
        _ = try await scheduler.undo(last.id, by: last.annotator)
        _ = try await fixture.label(5, with: scheduler, by: rosa)
        let after = try await Self.rows(fixture, .annotations, upTo: event)
        #expect(after.rows.map(\.externalID) == before.rows.map(\.externalID))
        #expect(try await Self.rows(fixture, .annotations).rows.count == 14)
    }

    @Test("a tie has a row without a label, and is counted")
    func tie() async throws {
        let fixture = try await EngineFixture { $0.assignment.overlap = 2 }
        for (name, position) in [("rosa", 0), ("emil", 1)] {
            let annotator = try await fixture.database.addAnnotator(named: name, at: Moment(0))
            let scheduler = try await fixture.scheduler()
            guard
                case .assigned(let assignment, _) = try await scheduler.reopen(
                    try await fixture.index().entries[0].id,
                    for: annotator.id
                )
            else { throw CancellationError() }
            let label = fixture.queue.labels[position].id
            _ = try await scheduler.submit(
                .labels([label]),
                for: assignment.id,
                by: assignment.annotator,
                revision: fixture.queue.revision,
                seconds: nil,
                source: .terminal
            )
        }
        let (rows, totals) = try await Self.rows(fixture, .consensus)
        #expect(rows.count == 1 && totals.tieCount == 1)
        guard case .consensus(let labels, _, let count)? = rows.first?.judgement else { throw CancellationError() }
        #expect(labels.isEmpty && count == 2)
    }

    @Test("items that came after the event of an export are left out, and those that got other fields since are not")
    func laterItems() async throws {
        let fixture = try await EngineFixture()
        let event = try await fixture.database.lastEvent(of: fixture.queue.id)
        let late = EngineFixture.Example(id: "late", text: "a late one", label: "billing")
        let all = try EngineFixture.tickets()
        let changed = EngineFixture.Example(id: all[405].id, text: "another text", label: all[405].label)
        #expect(try await fixture.add([changed, late], policy: .replace).replacedCount == 1)
        let rows = try await Self.rows(fixture, .items, upTo: event).rows
        #expect(rows.map(\.externalID) == all.map(\.id))
        #expect(try await Self.rows(fixture, .items).rows.last?.externalID == "late")
    }

    @Test("items that arrive between two passes are left out of the second")
    func twoPasses() async throws {
        for tickets in [try EngineFixture.tickets(), []] {
            let fixture = try await EngineFixture(tickets) {
                if $0.labels.isEmpty { $0.labels = [LabelDefinition(name: "a"), LabelDefinition(name: "b")] }
            }
            let event = try await fixture.database.lastEvent(of: fixture.queue.id)
            func exported(_ sink: RowList) async throws -> (Exporter.Totals, [String]) {
                let exporter = Exporter(queue: fixture.queue, content: .items, store: fixture.database, names: [:])
                let (totals, rows) = try await ExportRun(exporter, upTo: event, into: sink).finish()
                return (totals, rows.map(\.externalID))
            }
            let first = try await exported(RowList())
            _ = try await fixture.add([EngineFixture.Example(id: "late", text: "a late one", label: "billing")])
            let second = try await exported(RowList(wantsPreview: true))
            #expect(second == first && first.1.count == tickets.count)
        }
    }

    /// What a reader has who puts each export in place of what it had of those items.
    private static func taken(_ rows: [OutgoingRow], into kept: inout [String: [OutgoingRow]]) {
        for (id, rows) in Dictionary(grouping: rows, by: \.externalID) { kept[id] = rows }
    }

    @Test("exports since an event, one after the other, add up to the whole", arguments: Exporter.Content.allCases)
    func increments(_ content: Exporter.Content) async throws {
        let fixture = try await EngineFixture { $0.assignment.overlap = 2 }
        let annotators = [
            try await fixture.database.addAnnotator(named: "rosa", at: Moment(0)),
            try await fixture.database.addAnnotator(named: "emil", at: Moment(0)),
        ]
        let scheduler = try await fixture.scheduler()
        var kept: [String: [OutgoingRow]] = [:]
        var seen = try await fixture.database.lastEvent(of: fixture.queue.id)
        Self.taken(try await Self.rows(fixture, content, upTo: seen).rows, into: &kept)
        var undone: Set<AnnotationID> = []
        for round in 0..<4 {
            for annotator in annotators { _ = try await fixture.label(6, with: scheduler, by: annotator) }
            if round > 0 {
                let mine = try await fixture.history().annotations.filter { $0.annotator == annotators[0].id }
                let last = try #require(mine.first { $0.action == .submit && !undone.contains($0.id) })
                undone.insert(last.id)
                _ = try await scheduler.undo(last.id, by: last.annotator)
            }
            if round == 2 {
                let late = EngineFixture.Example(id: "late", text: "a late one", label: "billing")
                let changed = EngineFixture.Example(
                    id: try EngineFixture.tickets()[405].id,
                    text: "new",
                    label: "billing"
                )
                _ = try await fixture.add([late, changed], policy: .replace)
            }
            let event = try await fixture.database.lastEvent(of: fixture.queue.id)
            let rows = try await Self.rows(fixture, content, upTo: event, since: seen).rows
            #expect(rows.count < 40, "an increment has the changed items only")
            Self.taken(rows, into: &kept)
            seen = event
        }
        let whole = Dictionary(grouping: try await Self.rows(fixture, content).rows, by: \.externalID)
        if content != .items, content != .all {
            // An item without answers has a row that says so, or none.
            kept = kept.filter { $0.value.contains { $0.judgement != nil } }
        }
        #expect(kept.mapValues { $0.map(\.description) } == whole.mapValues { $0.map(\.description) })
        #expect(try await Self.rows(fixture, content, since: seen).rows.isEmpty)
    }

    @Test("an export since an event has the items whose labels were renamed or merged after it, and no others")
    func mergedSince() async throws {
        let fixture = try await EngineFixture()
        let rosa = try await fixture.database.addAnnotator(named: "rosa", at: Moment(0))
        _ = try await fixture.label(60, with: try await fixture.scheduler(), by: rosa)
        let event = try await fixture.database.lastEvent(of: fixture.queue.id)
        let names = fixture.queue.definition.labels.map(\.name)
        let before = try await Self.rows(fixture, .annotations).rows
        func ids(_ label: String) -> [String] { before.filter { $0.labels == [label] }.map(\.externalID) }
        var definition = fixture.queue.definition
        definition.labels[0] = LabelDefinition(name: "renamed", was: names[0])
        var queue = try await fixture.database.updateQueue(fixture.queue, to: definition, at: Moment(1))
        // A second change keeps what the first one did in mind, and merges a label into another.
        definition.labels.remove(at: 1)
        definition.labels[1].was = names[1]
        definition.labels[0].was = nil
        queue = try await fixture.database.updateQueue(queue, to: definition, at: Moment(2))
        let rows = try await Self.rows(fixture, .annotations, of: queue, since: event).rows
        #expect(!ids(names[0]).isEmpty && !ids(names[1]).isEmpty && !ids(names[2]).isEmpty)
        #expect(Set(rows.map(\.externalID)) == Set(ids(names[0]) + ids(names[1])))
        #expect(Set(rows.flatMap(\.labels)) == ["renamed", names[2]])
        let last = try await fixture.database.lastEvent(of: queue.id)
        #expect(try await Self.rows(fixture, .annotations, of: queue, since: last).rows.isEmpty)
    }

    @Test("an annotation with a label that the queue does not have ends the export, and does not lose the label")
    func unknownLabel() async throws {
        let fixture = try await EngineFixture()
        let rosa = try await fixture.database.addAnnotator(named: "rosa", at: Moment(0))
        _ = try await fixture.label(3, with: try await fixture.scheduler(), by: rosa)
        let queue = fixture.queue
        let bare = Queue(id: queue.id, name: queue.name, definition: queue.definition, revision: 1, labels: [])
        let event = try await fixture.database.lastEvent(of: queue.id)
        for content in [Exporter.Content.annotations, .consensus] {
            let exporter = Exporter(queue: bare, content: content, store: fixture.database, names: [rosa.id: "rosa"])
            let run = ExportRun(exporter, upTo: event, into: RowList())
            await #expect(throws: StoreError.self) { _ = try await run.finish() }
        }
    }

    @Test("all items are exported, in the order of their import")
    func items() async throws {
        let fixture = try await EngineFixture()
        let (rows, totals) = try await Self.rows(fixture, .items)
        #expect(rows.map(\.externalID) == (try EngineFixture.tickets().map(\.id)))
        #expect(totals.rowCount == 406 && rows.allSatisfy { $0.judgement == nil })
    }
}

extension OutgoingRow {
    fileprivate var description: String {
        "\(externalID) \(data.text) \(meta?.text ?? "") \(String(describing: judgement))"
    }

    fileprivate var labels: [String] {
        if case .annotation(let said)? = judgement { said.present } else { [] }
    }
}
