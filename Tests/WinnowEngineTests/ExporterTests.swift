import Foundation
import Testing
import WinnowDomain
import WinnowEngine
import WinnowStore

@Suite struct ExporterTests {
    private static func rows(
        _ fixture: EngineFixture,
        _ content: Exporter.Content,
        upTo event: EventNumber? = nil
    ) async throws -> (rows: [OutgoingRow], totals: Exporter.Totals) {
        let last = try await fixture.database.lastEvent(of: fixture.queue.id)
        let names = try await fixture.database.annotatorNames()
        let exporter = Exporter(queue: fixture.queue, content: content, store: fixture.database, names: names)
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
