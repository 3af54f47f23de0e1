import Foundation
import Testing
import WinnowDomain
import WinnowEngine
import WinnowStore
import WinnowTestSupport

@Suite struct LoopTests {
    @Test(
        "labels given truthfully make a model that is better than the commonest label, and every serving has its reason"
    )
    func learns() async throws {
        let fixture = try await EngineFixture()
        let anna = try await fixture.database.addAnnotator(named: "anna", at: Moment(0))
        let scheduler = try await fixture.scheduler()
        var served = try await fixture.label(20, with: scheduler, by: anna)
        #expect(served.allSatisfy { [.initialization, .evaluation].contains($0.reason.source) })
        var memory = TrainingRunner.Memory()
        var last: TrainingRunner.Outcome?
        for _ in 0..<8 {
            let outcome = try await fixture.runner().run(fixture.snapshot(memory: memory))
            memory = outcome.memory
            last = outcome
            await scheduler.adopt(outcome.order)
            served += try await fixture.label(25, with: scheduler, by: anna)
        }
        let accuracy = try #require(last?.version.summary.accuracy)
        #expect(accuracy.value > 0.4, "\(accuracy)")
        #expect(accuracy.low < accuracy.value && accuracy.value < accuracy.high)
        #expect(Set(served.map(\.item)).count == 220)
        let sources = Set(served.map(\.reason.source))
        #expect(sources.isSuperset(of: [.initialization, .ranking, .exploration, .evaluation]))
        for reason in served.map(\.reason) where reason.source == .ranking {
            #expect(reason.strategy == "margin.v1" && reason.rank != nil && reason.modelVersion != nil)
            #expect(reason.probability > 0.5 && reason.probability <= 1 && reason.poolSize > 0)
        }
    }

    @Test("a model is a function of its event: trained in one go or after many runs it has the same bytes")
    func deterministic() async throws {
        let fixture = try await EngineFixture()
        let anna = try await fixture.database.addAnnotator(named: "anna", at: Moment(0))
        let scheduler = try await fixture.scheduler()
        var memory = TrainingRunner.Memory()
        var last: TrainingRunner.Outcome?
        for _ in 0..<12 {
            _ = try await fixture.label(5, with: scheduler, by: anna)
            let outcome = try await fixture.runner().run(fixture.snapshot(memory: memory))
            memory = outcome.memory
            last = outcome
        }
        let fresh = try await fixture.runner().run(fixture.snapshot())
        #expect(fresh.version.checksum == last?.version.checksum)
        #expect(fresh.version.number == (last?.version.number ?? 0) + 1)
        #expect(try await fixture.database.promotedModel(of: fixture.queue.id)?.number == fresh.version.number)
    }

    @Test("items set aside to measure on never enter the ranking, and duplicates are on one side")
    func evaluationIsApart() async throws {
        let fixture = try await EngineFixture()
        let index = try await fixture.index()
        let aside = Set(index.entries.filter(\.isEvaluation).map(\.id))
        #expect((20...65).contains(aside.count), "\(aside.count) of 406")
        for entry in index.entries {
            #expect(aside.contains(entry.id) == aside.contains(entry.root))
        }
        let anna = try await fixture.database.addAnnotator(named: "anna", at: Moment(0))
        let scheduler = try await fixture.scheduler()
        let served = try await fixture.label(406, with: scheduler, by: anna)
        #expect(served.count == 406)
        for assignment in served {
            #expect((assignment.reason.source == .evaluation) == aside.contains(assignment.item))
        }
        if case .finished = try await scheduler.next(for: anna.id) {} else { Issue.record("not finished") }
    }

    @Test("an undo brings the item back, and the model forgets the label")
    func undo() async throws {
        let fixture = try await EngineFixture()
        let anna = try await fixture.database.addAnnotator(named: "anna", at: Moment(0))
        let scheduler = try await fixture.scheduler()
        _ = try await fixture.label(30, with: scheduler, by: anna)
        let before = try await fixture.runner().run(fixture.snapshot())
        guard case .assigned(let assignment, let item) = try await scheduler.next(for: anna.id) else {
            Issue.record("nothing to do")
            return
        }
        let wrong = try #require(fixture.queue.labels.first { $0.name != fixture.truth[item.externalID] })
        let annotation = try await scheduler.submit(
            .labels([wrong.id]),
            for: assignment.id,
            by: assignment.annotator,
            revision: fixture.queue.revision,
            seconds: nil,
            source: .terminal
        )
        _ = try await scheduler.undo(annotation.id, by: annotation.annotator)
        let after = try await fixture.runner().run(fixture.snapshot())
        #expect(after.version.summary.labelledCount == before.version.summary.labelledCount)
        guard case .assigned(let again, _) = try await scheduler.reopen(item.id, for: anna.id) else {
            Issue.record("not opened again")
            return
        }
        #expect(again.item == item.id && again.reason.source == .reopened)
    }

    @Test("an answer that is sent again behind an undo takes nothing: the item comes again")
    func repeatedBehindUndo() async throws {
        let fixture = try await EngineFixture()
        let anna = try await fixture.database.addAnnotator(named: "anna", at: Moment(0))
        let scheduler = try await fixture.scheduler()
        guard case .assigned(let assignment, let item) = try await scheduler.next(for: anna.id) else {
            Issue.record("nothing to do")
            return
        }
        func submit() async throws -> Annotation {
            try await scheduler.submit(
                fixture.answer(item),
                for: assignment.id,
                by: assignment.annotator,
                revision: fixture.queue.revision,
                seconds: 1,
                source: .terminal
            )
        }
        let first = try await submit()
        _ = try await scheduler.undo(first.id, by: first.annotator)
        #expect(try await submit() == first)
        #expect(try await fixture.label(406, with: scheduler, by: anna).count == 406)
    }

    @Test("a queue goes on where it was after a restart, with the leases that were out")
    func restart() async throws {
        let fixture = try await EngineFixture()
        let anna = try await fixture.database.addAnnotator(named: "anna", at: Moment(0))
        let ben = try await fixture.database.addAnnotator(named: "ben", at: Moment(0))
        let first = try await fixture.scheduler()
        let done = try await fixture.label(10, with: first, by: anna)
        guard case .assigned(let held, _) = try await first.next(for: anna.id) else {
            Issue.record("nothing to do")
            return
        }
        let second = try await fixture.scheduler(seed: 2)
        let served = try await fixture.label(406, with: second, by: ben)
        #expect(served.count == 395)
        #expect(Set(served.map(\.item)).isDisjoint(with: done.map(\.item) + [held.item]))
        if case .waiting = try await second.next(for: ben.id) {} else { Issue.record("not waiting") }
        fixture.clock.advance(by: 700)
        guard case .assigned(let late, _) = try await fixture.scheduler(seed: 3).next(for: ben.id) else {
            Issue.record("the expired lease was not given out")
            return
        }
        #expect(late.item == held.item)
    }

    @Test("many annotators who ask at once get items of their own, and nobody is sent away while there are some")
    func manyAtOnce() async throws {
        let fixture = try await EngineFixture()
        let scheduler = try await fixture.scheduler()
        var people: [Annotator] = []
        for number in 0..<32 {
            people.append(try await fixture.database.addAnnotator(named: "p\(number)", at: Moment(0)))
        }
        for _ in 0..<5 {
            let items = try await withThrowingTaskGroup(of: ItemID?.self) { group in
                for person in people {
                    group.addTask {
                        guard case .assigned(let assignment, let item) = try await scheduler.next(for: person.id) else {
                            return nil
                        }
                        let answer = fixture.answer(item)
                        _ = try await scheduler.submit(
                            answer,
                            for: assignment.id,
                            by: assignment.annotator,
                            revision: fixture.queue.revision,
                            seconds: 1,
                            source: .terminal
                        )
                        return assignment.item
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(items.compactMap { $0 }.count == 32)
            #expect(Set(items).count == 32)
        }
    }

    @Test("a lease that runs out is given out again by the process that gave it")
    func leaseRunsOut() async throws {
        let fixture = try await EngineFixture()
        let anna = try await fixture.database.addAnnotator(named: "anna", at: Moment(0))
        let ben = try await fixture.database.addAnnotator(named: "ben", at: Moment(0))
        let scheduler = try await fixture.scheduler()
        guard case .assigned(let held, _) = try await scheduler.next(for: anna.id) else {
            Issue.record("nothing to do")
            return
        }
        #expect(try await fixture.label(406, with: scheduler, by: ben).count == 405)
        if case .waiting = try await scheduler.next(for: ben.id) {} else { Issue.record("not waiting") }
        fixture.clock.advance(by: 700)
        guard case .assigned(let late, _) = try await scheduler.next(for: ben.id) else {
            Issue.record("the expired lease was not given out")
            return
        }
        #expect(late.item == held.item)
    }

    @Test("two processes on one queue give each item once, each learning of the other's by refusal")
    func twoProcesses() async throws {
        let fixture = try await EngineFixture()
        let anna = try await fixture.database.addAnnotator(named: "anna", at: Moment(0))
        let ben = try await fixture.database.addAnnotator(named: "ben", at: Moment(0))
        let (first, second) = (try await fixture.scheduler(seed: 1), try await fixture.scheduler(seed: 2))
        var served: [Assignment] = []
        for _ in 0..<40 {
            served += try await fixture.label(5, with: first, by: anna)
            served += try await fixture.label(6, with: second, by: ben)
        }
        #expect(served.count == 406)
        #expect(Set(served.map(\.item)).count == 406)
    }

    @Test("an answer that does not fit the queue is refused before it is stored")
    func answersFit() async throws {
        let fixture = try await EngineFixture()
        let anna = try await fixture.database.addAnnotator(named: "anna", at: Moment(0))
        let scheduler = try await fixture.scheduler()
        guard case .assigned(let assignment, _) = try await scheduler.next(for: anna.id) else {
            Issue.record("nothing to do")
            return
        }
        let labels = fixture.queue.labels.map(\.id)
        let wrong: [Judgement] = [
            .labels([]), .labels([labels[0], labels[1]]), .labels([labels[0], labels[0]]), .labels([LabelID(999)]),
            .not([]), Judgement(answer: .skip, present: [labels[0]], absent: [], isPartial: false),
            Judgement(answer: .label, present: [labels[0]], absent: [labels[1]], isPartial: false),
        ]
        for judgement in wrong {
            await #expect(throws: StoreError.self, "\(judgement)") {
                try await scheduler.submit(
                    judgement,
                    for: assignment.id,
                    by: assignment.annotator,
                    revision: fixture.queue.revision,
                    seconds: 1,
                    source: .terminal
                )
            }
        }
        _ = try await scheduler.submit(
            .labels([labels[0]]),
            for: assignment.id,
            by: assignment.annotator,
            revision: fixture.queue.revision,
            seconds: 1,
            source: .terminal
        )
        #expect(try await fixture.history().annotations.count == 1)
    }

    @Test("a queue that no model has ranked yet takes a changed definition over and goes on serving")
    func redefinedBeforeModel() async throws {
        let fixture = try await EngineFixture()
        let anna = try await fixture.database.addAnnotator(named: "anna", at: Moment(0))
        let scheduler = try await fixture.scheduler()
        var definition = fixture.queue.definition
        definition.assignment.order = .sequential
        await scheduler.redefine(
            try await fixture.database.updateQueue(fixture.queue, to: definition, at: Moment(1))
        )
        guard case .assigned(let assignment, _) = try await scheduler.next(for: anna.id) else {
            Issue.record("nothing to do")
            return
        }
        #expect(assignment.reason.strategy == "sequential" || assignment.reason.source == .evaluation)
    }
}
