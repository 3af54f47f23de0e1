import Testing
import WinnowDomain
import WinnowEngine
import WinnowLearning
import WinnowStore
import WinnowTestSupport

@Suite struct DecoratorsTests {
    /// The rows that a model of forty labels would have asked about, best first.
    static func order(_ change: (inout QueryDefinition.Decorators) -> Void) async throws -> [Int] {
        let fixture = try await EngineFixture {
            ModelRebuildTests.quick(&$0)
            $0.query.strategy = .margin
            change(&$0.query.around)
        }
        let anna = try await fixture.database.addAnnotator(named: "anna", at: Moment(0))
        _ = try await fixture.label(40, with: try await fixture.scheduler(), by: anna)
        let snapshot = try await fixture.snapshot()
        let outcome = try await fixture.runner().run(snapshot)
        // Whoever only ranks decorates the strategy too.
        let ranked = try await fixture.runner().rank(snapshot)
        #expect(ranked.order?.ranking.prefix == outcome.order.ranking.prefix)
        return outcome.order.ranking.prefix
    }

    @Test("what a queue wraps its strategy in changes what is asked about, and loses no item")
    func changes() async throws {
        let plain = try await Self.order { _ in }
        for change in [
            { $0.subsample = 30 }, { $0.balancesLabels = true }, { $0.similarity = 0.3 },
        ] as [(inout QueryDefinition.Decorators) -> Void] {
            let wrapped = try await Self.order(change)
            #expect(Array(wrapped.prefix(25)) != Array(plain.prefix(25)))
            #expect(Set(wrapped) == Set(plain) && wrapped.count == plain.count)
        }
        // A pool of hundreds is looked at as a whole, and all labels took a second here: neither changes what is there.
        #expect(try await Self.order { $0.neighbours = 5 }.count == plain.count)
        #expect(try await Self.order { $0.countsSeconds = true }.count == plain.count)
    }

    @Test("expected model change reads the counts, and gives an order")
    func expectedModelChange() async throws {
        let fixture = try await EngineFixture {
            ModelRebuildTests.quick(&$0)
            $0.query.strategy = .expectedModelChange
        }
        let anna = try await fixture.database.addAnnotator(named: "anna", at: Moment(0))
        _ = try await fixture.label(30, with: try await fixture.scheduler(), by: anna)
        let order = try await fixture.runner().run(try await fixture.snapshot()).order
        #expect(order.strategy == "expected-model-change.v1" && Set(order.ranking.scores).count > 100)
    }
}
