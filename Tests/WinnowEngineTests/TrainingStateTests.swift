import Testing
import WinnowDomain
import WinnowEngine
import WinnowTestSupport

@Suite struct TrainingStateTests {
    static func state(after: Int = 1, every: Duration = .zero, labels: Int = 0) throws -> TrainingState {
        var definition = try QueueDefinition.sample()
        definition.retrain = RetrainDefinition(after: after, atMostEvery: every)
        definition.initialization.size = 3
        return TrainingState(definition: definition, labelCount: labels, newLabelCount: labels, hasModel: false)
    }

    @Test("nothing is trained before the initial labels are there")
    func initial() throws {
        var state = try Self.state()
        #expect(state.labelled(1, now: Moment(0)) == .none)
        #expect(state.labelled(1, now: Moment(0)) == .none)
        #expect(state.labelled(1, now: Moment(0)) == .train)
    }

    @Test("labels that come during a run start one more run, not one each")
    func coalescing() throws {
        var state = try Self.state(labels: 3)
        #expect(state.labelled(1, now: Moment(0)) == .train)
        for _ in 0..<5 { #expect(state.labelled(1, now: Moment(1)) == .none) }
        #expect(state.finished(.trained, now: Moment(2)) == .train)
        #expect(state.finished(.trained, now: Moment(3)) == .none)
    }

    @Test("runs wait for enough labels and for their time")
    func debounce() throws {
        var state = try Self.state(after: 4, every: .seconds(60))
        for _ in 0..<3 { #expect(state.labelled(1, now: Moment(0)) == .none) }
        #expect(state.labelled(1, now: Moment(10)) == .train)
        #expect(state.finished(.trained, now: Moment(11)) == .none)
        for _ in 0..<3 { _ = state.labelled(1, now: Moment(20)) }
        #expect(state.labelled(1, now: Moment(20)) == .wait(until: Moment(70)))
        #expect(state.timerFired(now: Moment(70)) == .train)
    }

    private func withModel(after: Int = 1, every: Duration = .zero, newLabels: Int = 0) throws -> TrainingState {
        var definition = try QueueDefinition.sample()
        definition.retrain = RetrainDefinition(after: after, atMostEvery: every)
        definition.initialization.size = 3
        return TrainingState(definition: definition, labelCount: 9, newLabelCount: newLabels, hasModel: true)
    }

    @Test("a process that begins with a model ranks with it, and trains when there are labels that it has not seen")
    func begins() throws {
        var known = try withModel()
        #expect(known.next(Moment(0)) == .rank)
        #expect(known.finished(.ranked, now: Moment(1)) == .none)
        var behind = try withModel(newLabels: 1)
        #expect(behind.next(Moment(0)) == .train)
        #expect(behind.finished(.trained, now: Moment(1)) == .none)
    }

    @Test("a model that cannot rank any more is followed by a new one, once")
    func outdated() throws {
        var state = try withModel(after: 5)
        #expect(state.next(Moment(0)) == .rank)
        #expect(state.finished(.outdated, now: Moment(1)) == .train)
        #expect(state.finished(.failed, now: Moment(2)) == .none)
    }

    @Test("items that come during a run are ranked by one more, and a training ranks them too")
    func items() throws {
        var state = try withModel()
        #expect(state.next(Moment(0)) == .rank)
        for _ in 0..<5 {
            state.itemsChanged()
            #expect(state.next(Moment(1)) == .none)
        }
        #expect(state.finished(.ranked, now: Moment(2)) == .rank)
        state.itemsChanged()
        #expect(state.labelled(1, now: Moment(3)) == .none)
        #expect(state.finished(.ranked, now: Moment(4)) == .train)
        #expect(state.finished(.trained, now: Moment(5)) == .none)
    }

    @Test("items are ranked also while a training waits for its time")
    func itemsWhileWaiting() throws {
        var state = try withModel(every: .seconds(60), newLabels: 1)
        #expect(state.next(Moment(0)) == .train)
        #expect(state.finished(.trained, now: Moment(1)) == .none)
        state.itemsChanged()
        #expect(state.labelled(1, now: Moment(2)) == .rank)
        #expect(state.finished(.ranked, now: Moment(3)) == .wait(until: Moment(60)))
    }

    @Test("without a model items start nothing")
    func itemsWithoutModel() throws {
        var state = try Self.state(labels: 0)
        state.itemsChanged()
        #expect(state.next(Moment(0)) == .none)
    }
}
