import Testing
import WinnowDomain
import WinnowEngine
import WinnowStore
import WinnowTestSupport

@Suite struct TrainingCoordinatorTests {
    struct Running {
        let fixture: EngineFixture
        let scheduler: QueueScheduler
        let coordinator: TrainingCoordinator
        let hub: EventHub
        let anna: Annotator

        init(change: (inout QueueDefinition) -> Void = { _ in }) async throws {
            try await self.init(try await EngineFixture(change: change))
        }

        /// Another process on a data folder that may have been worked on.
        init(_ fixture: EngineFixture) async throws {
            self.fixture = fixture
            let known = try await fixture.database.annotators().first { $0.name == "anna" }
            if let known {
                anna = known
            } else {
                anna = try await fixture.database.addAnnotator(named: "anna", at: Moment(0))
            }
            scheduler = try await fixture.scheduler()
            hub = EventHub()
            coordinator = try await TrainingCoordinator(
                known: KnownQueue(fixture.queue, from: fixture.database),
                store: fixture.database,
                dataFolder: fixture.dataFolder,
                executor: TrainingExecutor(),
                encodingExecutor: TrainingExecutor(),
                scheduler: scheduler,
                hub: hub,
                clock: fixture.clock
            )
        }

        func label(_ count: Int) async throws -> [Assignment] {
            var served: [Assignment] = []
            for _ in 0..<count {
                guard case .assigned(let assignment, let item) = try await scheduler.next(for: anna.id) else { break }
                let annotation = try await scheduler.submit(
                    fixture.answer(item),
                    for: assignment.id,
                    by: assignment.annotator,
                    revision: fixture.queue.revision,
                    seconds: 1,
                    source: .terminal
                )
                await coordinator.labelled(annotation)
                served.append(assignment)
            }
            return served
        }

        func models() async throws -> [ModelVersion] {
            try await fixture.database.models(of: fixture.queue.id, limit: 1000)
        }
    }

    @Test("labels are learned behind the annotator's back, and the ranking is swapped")
    func trains() async throws {
        let running = try await Running()
        async let run: Void = running.coordinator.run()
        for _ in 0..<6 {
            _ = try await running.label(5)
            await running.coordinator.waitUntilIdle()
        }
        let models = try await running.models()
        #expect(models.first?.state == .promoted)
        #expect(models.first?.recipe.event == (try await running.fixture.history().lastEvent))
        let served = try await running.label(10)
        #expect(served.contains { $0.reason.modelVersion == models.first?.number })
        await running.coordinator.stop()
        await run
    }

    @Test("a burst of labels is learned in far fewer runs than labels")
    func coalesces() async throws {
        let running = try await Running { $0.initialization.size = 1 }
        async let run: Void = running.coordinator.run()
        _ = try await running.label(60)
        await running.coordinator.waitUntilIdle()
        let count = try await running.models().count
        #expect((1..<60).contains(count))
        #expect(try await running.models().first?.recipe.event == running.fixture.history().lastEvent)
        await running.coordinator.stop()
        await run
    }

    @Test("what another process writes is learned too")
    func outside() async throws {
        let running = try await Running()
        async let run: Void = running.coordinator.run()
        let other = try await running.fixture.scheduler(seed: 9)
        let ben = try await running.fixture.database.addAnnotator(named: "ben", at: Moment(0))
        _ = try await running.fixture.label(25, with: other, by: ben)
        _ = try await running.fixture.add([.init(id: "new", text: "a new ticket", label: "billing")])
        await running.coordinator.changedOutside()
        await running.coordinator.waitUntilIdle()
        let model = try #require(try await running.models().first)
        #expect(model.summary.labelledCount + model.summary.evaluationCount == 25)
        let served = try await running.label(407)
        #expect(served.count == 382)
        await running.coordinator.waitUntilIdle()
        await running.coordinator.stop()
        await run
    }

    @Test("an answer that another process stored just before one's own is not passed over")
    func interleaved() async throws {
        let running = try await Running { $0.initialization.size = 1 }
        async let run: Void = running.coordinator.run()
        let other = try await running.fixture.scheduler(seed: 9)
        let ben = try await running.fixture.database.addAnnotator(named: "ben", at: Moment(0))
        for _ in 0..<5 {
            _ = try await running.fixture.label(1, with: other, by: ben)
            _ = try await running.label(1)
            await running.coordinator.waitUntilIdle()
        }
        await running.coordinator.changedOutside()
        await running.coordinator.waitUntilIdle()
        let model = try #require(try await running.models().first)
        #expect(model.summary.labelledCount + model.summary.evaluationCount == 10)
        await running.coordinator.stop()
        await run
    }

    @Test("items that another process brings are ranked by the present model, and no other is trained for them")
    func newItems() async throws {
        let running = try await Running()
        async let run: Void = running.coordinator.run()
        _ = try await running.label(30)
        await running.coordinator.waitUntilIdle()
        let model = try #require(try await running.models().first)
        let late = (0..<8).map { EngineFixture.Example(id: "new-\($0)", text: "a new ticket \($0)", label: "billing") }
        _ = try await running.fixture.add(late)
        await running.coordinator.changedOutside()
        await running.coordinator.waitUntilIdle()
        #expect(try await running.models().map(\.number) == (1...model.number).reversed())
        let added = try await running.fixture.index().entries.suffix(8).filter { !$0.isEvaluation }.map(\.id)
        var served: [Assignment] = []
        while case .assigned(let assignment, _) = try await running.scheduler.next(for: running.anna.id) {
            served.append(assignment)
        }
        let reasons = served.filter { added.contains($0.item) }.map(\.reason)
        #expect(reasons.count == added.count && !added.isEmpty)
        #expect(reasons.allSatisfy { $0.score != nil && $0.modelVersion == model.number })
        await running.coordinator.stop()
        await run
    }

    @Test("a process that begins ranks with the model that is there, and trains only when something is new")
    func begins() async throws {
        let first = try await Running()
        async let run: Void = first.coordinator.run()
        _ = try await first.label(30)
        await first.coordinator.waitUntilIdle()
        await first.coordinator.stop()
        await run
        let count = try await first.models().count
        func begin() async throws -> (modelCount: Int, served: ServingReason?) {
            let again = try await Running(first.fixture)
            async let run: Void = again.coordinator.run()
            await again.coordinator.waitUntilIdle()
            let models = try await again.models()
            let served = try await again.label(6).map(\.reason).first { $0.source == .ranking }
            await again.coordinator.stop()
            await run
            return (models.count, served)
        }
        let second = try await begin()
        #expect(second.modelCount == count && second.served?.modelVersion == count)
        let third = try await begin()
        #expect(third.modelCount > count && third.served?.modelVersion == third.modelCount)
    }

    @Test("a definition that another process changes is taken over: labels, strategy, model")
    func redefined() async throws {
        let running = try await Running()
        let events = await running.hub.events()
        async let run: Void = running.coordinator.run()
        _ = try await running.label(30)
        await running.coordinator.waitUntilIdle()
        guard case .assigned(let open, _) = try await running.scheduler.next(for: running.anna.id) else {
            Issue.record("nothing to do")
            return
        }
        let old = running.fixture.queue
        var definition = old.definition
        definition.labels.append(LabelDefinition(name: "praise"))
        definition.query = QueryDefinition(strategy: .entropy, explore: 0)
        let new = try await running.fixture.database.updateQueue(old, to: definition, at: Moment(2000))
        func submit(_ label: LabelID, _ revision: Int) async throws -> Annotation {
            try await running.scheduler.submit(
                .labels([label]),
                for: open.id,
                by: open.annotator,
                revision: revision,
                seconds: 1,
                source: .terminal
            )
        }
        // Not told yet: the store refuses an answer to the old labels, this process one to labels that it does not know.
        for revision in [old.revision, new.revision] {
            await #expect(throws: StoreError.queueWasChanged(name: old.name)) {
                _ = try await submit(old.labels[0].id, revision)
            }
        }
        await running.coordinator.changedOutside()
        await running.coordinator.waitUntilIdle()
        await #expect(throws: StoreError.queueWasChanged(name: old.name)) {
            _ = try await submit(old.labels[0].id, old.revision)
        }
        let answer = try await submit(try #require(new.label(named: "praise")).id, new.revision)
        await running.coordinator.labelled(answer)
        await running.coordinator.waitUntilIdle()
        #expect(try await running.models().first?.recipe.labels == new.labels.map(\.id))
        var reason: ServingReason?
        while reason?.source != .ranking,
            case .assigned(let assignment, _) = try await running.scheduler.next(for: running.anna.id)
        {
            reason = assignment.reason
        }
        let last = try await running.models().first?.number
        #expect(reason?.strategy == "entropy.v1" && reason?.modelVersion == last)
        await running.coordinator.stop()
        await run
        await running.hub.close()
        var told: [Int] = []
        for await case .event(let event) in events {
            if case .queueChanged(let queue) = event.kind { told.append(queue.revision) }
        }
        #expect(told == [new.revision])
    }
}
