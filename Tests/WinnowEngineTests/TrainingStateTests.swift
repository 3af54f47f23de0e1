import Testing
import WinnowDomain
import WinnowEngine
import WinnowTestSupport

@Suite struct TrainingStateTests {
    static func state(after: Int = 1, every: Duration = .zero, labels: Int = 0) throws -> TrainingState {
        var definition = try QueueDefinition.sample()
        definition.retrain = RetrainDefinition(after: after, atMostEvery: every)
        definition.initialization.size = 3
        return TrainingState(definition: definition, labelCount: labels, newLabelCount: labels)
    }

    @Test("nothing is trained before the initial labels are there")
    func initial() throws {
        var state = try Self.state()
        #expect(state.labelled(1, now: Moment(0)) == .none)
        #expect(state.labelled(1, now: Moment(0)) == .none)
        #expect(state.labelled(1, now: Moment(0)) == .start)
    }

    @Test("labels that come during a run start one more run, not one each")
    func coalescing() throws {
        var state = try Self.state(labels: 3)
        #expect(state.labelled(1, now: Moment(0)) == .start)
        for _ in 0..<5 { #expect(state.labelled(1, now: Moment(1)) == .none) }
        #expect(state.finished(now: Moment(2)) == .start)
        #expect(state.finished(now: Moment(3)) == .none)
    }

    @Test("runs wait for enough labels and for their time")
    func debounce() throws {
        var state = try Self.state(after: 4, every: .seconds(60))
        for _ in 0..<3 { #expect(state.labelled(1, now: Moment(0)) == .none) }
        #expect(state.labelled(1, now: Moment(10)) == .start)
        #expect(state.finished(now: Moment(11)) == .none)
        for _ in 0..<3 { _ = state.labelled(1, now: Moment(20)) }
        #expect(state.labelled(1, now: Moment(20)) == .wait(until: Moment(70)))
        #expect(state.timerFired(now: Moment(70)) == .start)
    }
}
