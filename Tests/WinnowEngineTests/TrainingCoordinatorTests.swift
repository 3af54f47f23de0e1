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
}
