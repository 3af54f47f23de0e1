import Testing
import WinnowDomain
import WinnowEngine
import WinnowLearning
import WinnowStore
import WinnowTestSupport

@Suite struct InitializationTests {
    @Test(
        "the first items are those that the initialization strategy chose, and say so",
        arguments: [InitializationDefinition.Strategy.kMeans, .typiclust, .probcover]
    )
    func chosen(strategy: InitializationDefinition.Strategy) async throws {
        let running = try await TrainingCoordinatorTests.Running {
            $0.initialization = InitializationDefinition(strategy: strategy, size: 12)
            $0.evaluation.share = 0
        }
        async let run: Void = running.coordinator.run()
        await running.coordinator.waitUntilIdle()
        let order = try #require(
            try await running.fixture.runner().rank(try await running.fixture.snapshot()).order
        )
        let leading = order.ranking.prefix.prefix(12)
        let index = try await running.fixture.index()
        let served = try await running.label(11)
        #expect(served.map { index.row(of: $0.item) } == Array(leading.prefix(11)))
        #expect(served.allSatisfy { $0.reason.source == .initialization && $0.reason.strategy == strategy.rawValue })
        _ = try await running.label(1)
        await running.coordinator.waitUntilIdle()
        #expect(try await running.label(1).first?.reason.source != .initialization)
        await running.coordinator.stop()
        await run
    }

    @Test("a search finds what its examples speak of")
    func search() async throws {
        let texts = (0..<200).map { number in
            EngineFixture.Example(
                id: "\(number)",
                text: number % 50 == 7
                    ? "please refund my parcel \(number)" : "the printer number \(number) is out of ink",
                label: number % 50 == 7 ? "refund" : "other"
            )
        }
        let fixture = try await EngineFixture(texts) {
            $0.initialization = InitializationDefinition(strategy: .search, size: 4, examples: ["a refund"])
            $0.evaluation.share = 0
        }
        let order = try #require(try await fixture.runner().rank(try await fixture.snapshot()).order)
        let first = order.ranking.prefix.prefix(4).map { $0 % 50 }
        #expect(first == [7, 7, 7, 7])
    }

    @Test("items that come before the first model are looked at too")
    func laterItems() async throws {
        let running = try await TrainingCoordinatorTests.Running {
            $0.initialization = InitializationDefinition(strategy: .search, size: 4, examples: ["zebra"])
            $0.evaluation.share = 0
        }
        async let run: Void = running.coordinator.run()
        await running.coordinator.waitUntilIdle()
        _ = try await running.fixture.add([.init(id: "late", text: "a zebra in the office", label: "billing")])
        await running.coordinator.changedOutside()
        await running.coordinator.waitUntilIdle()
        let served = try #require(try await running.label(1).first)
        #expect(try await running.fixture.index().row(of: served.item) == 406)
        await running.coordinator.stop()
        await run
    }
}
