import Testing
import WinnowDomain
import WinnowEngine
import WinnowStore

@Suite struct ImportEndTests {
    @Test("too many bad records end the import; what comes before is stored and said")
    func tooMany() async throws {
        let fixture = try await ImportFixture()
        let source = MadeRecords(100) { $0 % 5 == 0 ? MadeRecords.bad($0) : MadeRecords.record($0) }
        let report = await fixture.run(portionCount: 7, errorCount: 3).run(source)
        guard case .tooManyErrors(limit: 3) = report.end else {
            Issue.record("ended with \(report.end)")
            return
        }
        #expect(report.totals.rejectedCount == 4 && report.totals.insertedCount == 16)
        #expect(try await fixture.items().count == 16)
    }

    @Test("as many bad records as are allowed do not end it")
    func allowed() async throws {
        let fixture = try await ImportFixture()
        let source = MadeRecords(20) { $0 % 5 == 0 ? MadeRecords.bad($0) : MadeRecords.record($0) }
        let report = await fixture.run(errorCount: 4).run(source)
        guard case .complete = report.end else {
            Issue.record("ended with \(report.end)")
            return
        }
        #expect(report.totals.insertedCount == 16)
    }

    @Test("a conflict that the store refuses counts as a bad record")
    func refusals() async throws {
        let fixture = try await ImportFixture()
        _ = await fixture.run().run(MadeRecords(8) { MadeRecords.record($0) })
        let report = await fixture.run(errorCount: 0).run(MadeRecords(40) { MadeRecords.record($0, text: "new \($0)") })
        guard case .tooManyErrors(limit: 0) = report.end else {
            Issue.record("ended with \(report.end)")
            return
        }
        #expect(report.totals.rejectedCount == 4 && report.totals.insertedCount == 0)
    }

    private struct Broken: Error {}

    @Test("a source that breaks ends the import with its error, behind all records before")
    func broken() async throws {
        let fixture = try await ImportFixture()
        let source = MadeRecords(100) { number in
            if number == 11 { throw Broken() }
            return MadeRecords.record(number)
        }
        let report = await fixture.run().run(source)
        guard case .failed(let error) = report.end, error is Broken else {
            Issue.record("ended with \(report.end)")
            return
        }
        #expect(report.totals.insertedCount == 10)
        #expect(try await fixture.items().count == 10)
    }

    @Test("a list of bad records that cannot be written ends the import")
    func unwritable() async throws {
        let fixture = try await ImportFixture()
        let source = MadeRecords(100) { $0 == 3 ? MadeRecords.bad($0) : MadeRecords.record($0) }
        let report = await fixture.run().run(source, rejected: { _ in throw Broken() })
        guard case .failed(let error) = report.end, error is Broken else {
            Issue.record("ended with \(report.end)")
            return
        }
        #expect(try await fixture.items().count == report.totals.insertedCount)
    }

    @Test("a cancelled import leaves complete portions, and counts what it leaves")
    func cancelled() async throws {
        let fixture = try await ImportFixture()
        let task = Task {
            await fixture.run().run(
                MadeRecords(1_000_000) { MadeRecords.record($0) },
                progress: { totals, _ in if totals.readCount == 12 { withUnsafeCurrentTask { $0?.cancel() } } }
            )
        }
        let report = await task.value
        guard case .cancelled = report.end else {
            Issue.record("ended with \(report.end)")
            return
        }
        #expect(report.totals.insertedCount == 12)
        #expect(try await fixture.items().count == 12)
    }

    @Test("all bad records are handed out, and the report keeps the first")
    func manyBad() async throws {
        let fixture = try await ImportFixture()
        var (count, largest) = (0, 0)
        let report = await fixture.run(portionCount: 500).run(
            MadeRecords(20_000) { MadeRecords.bad($0) },
            rejected: {
                count += $0.count
                largest = max(largest, $0.count)
            }
        )
        #expect(report.totals.rejectedCount == 20_000 && count == 20_000)
        #expect(report.rejected.map(\.place.line) == Array(1...100))
        #expect(largest <= 500)
    }

    @Test("a portion ends when its records are large")
    func largeRecords() async throws {
        let fixture = try await ImportFixture()
        let text = String(repeating: "x", count: 900_000)
        var counts: [Int] = []
        let report = await fixture.run(portionCount: 1_000).run(
            MadeRecords(12) { MadeRecords.record($0, text: "\($0)" + text) },
            progress: { totals, _ in counts.append(totals.readCount) }
        )
        #expect(report.totals.insertedCount == 12)
        #expect(counts == [2, 4, 6, 8, 10, 12, 12])
    }

    @Test("a reason that quotes a long value is cut")
    func longReason() {
        let record = RejectedRecord(place: Place(file: "f", line: 1), reason: String(repeating: "ü", count: 100_000))
        #expect(record.reason.utf8.count < 5_000 && record.reason.hasSuffix("…"))
    }
}
