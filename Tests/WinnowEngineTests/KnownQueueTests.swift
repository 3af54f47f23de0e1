import Foundation
import Synchronization
import Testing
import WinnowDomain
import WinnowEngine
import WinnowNumerics
import WinnowStore

@Suite struct KnownQueueTests {
    @Test(
        "what is brought up to date step by step is what is read at once, whatever happened",
        arguments: 0..<6 as Range<UInt64>
    )
    func steps(seed: UInt64) async throws {
        let tickets = try EngineFixture.tickets()
        let fixture = try await EngineFixture(Array(tickets[..<60])) { $0.evaluation.share = 0.3 }
        let anna = try await fixture.database.addAnnotator(named: "anna", at: Moment(0))
        var generator = SeededGenerator(seed: seed, purpose: "test")
        var (queue, next) = (fixture.queue, 60)
        var known = try await KnownQueue(queue, from: fixture.database)
        for step in 0..<25 {
            for _ in 0..<Int.random(in: 0...2, using: &generator) {
                switch Int.random(in: 0..<4, using: &generator) {
                case 0:
                    _ = try await fixture.add(Array(tickets[next..<next + 3]), to: queue)
                    next += 3
                case 1:
                    let old = tickets[Int.random(in: 0..<next, using: &generator)].id
                    let text = "another text \(Int.random(in: 0..<4, using: &generator))"
                    _ = try await fixture.add([.init(id: old, text: text, label: "x")], policy: .replace, to: queue)
                case 2:
                    var definition = queue.definition
                    definition.labels.append(LabelDefinition(name: "label \(step)", was: definition.labels.last?.name))
                    queue = try await fixture.database.updateQueue(queue, to: definition, at: Moment(9))
                default:
                    guard let item = try await fixture.index().entries.randomElement(using: &generator)?.id else {
                        break
                    }
                    let reason = ServingReason(source: .order, strategy: "x", poolSize: 1, probability: 1)
                    let claim = Claim(
                        queue: queue.id,
                        annotator: anna.id,
                        candidates: [Claim.Candidate(item: item, reason: reason)],
                        leaseUntil: Moment(2_000),
                        now: Moment(1_000)
                    )
                    guard let granted = try await fixture.database.claim(claim) else { break }
                    let submission = Submission(
                        assignment: granted.assignment.id,
                        queue: queue.id,
                        annotator: granted.assignment.annotator,
                        judgement: .labels([queue.labels[0].id]),
                        revision: queue.revision,
                        seconds: nil,
                        source: .terminal,
                        now: Moment(1_001)
                    )
                    let annotation = try await fixture.database.submit(submission).annotation
                    if Bool.random(using: &generator) {
                        _ = try await fixture.database.retract(
                            annotation.id,
                            of: annotation.annotator,
                            in: queue.id,
                            at: Moment(1_002)
                        )
                    }
                }
            }
            if let newer = try await known.newer(in: fixture.database) { known.add(newer) }
            let fresh = try await KnownQueue(queue, from: fixture.database)
            #expect(known.queue == fresh.queue && known.index.entries == fresh.index.entries, "step \(step)")
            #expect(known.history.annotations == fresh.history.annotations, "step \(step)")
            #expect(try await known.newer(in: fixture.database) == nil)
        }
    }

    @Test("a look at a queue in which nothing happened reads no items and no annotations")
    func idle() async throws {
        let fixture = try await EngineFixture()
        let statements = Mutex<[String]>([])
        let other = try Database(path: fixture.dataFolder.database.path) { sql in
            statements.withLock { $0.append(sql) }
        }
        let known = try await KnownQueue(fixture.queue, from: other)
        statements.withLock { $0 = [] }
        #expect(try await known.newer(in: other) == nil)
        let read = statements.withLock { $0.filter { $0.hasPrefix("SELECT") } }
        #expect(read.count == 1 && read.allSatisfy { $0.contains("FROM event") }, "\(read)")
    }
}
