package import WinnowDomain

/// When a queue is trained: a value whose changes return what is to be done.
///
/// One run at a time, at most one wanted behind it, runs not closer than the definition says.
package struct TrainingState: Sendable, Equatable {
    package enum Action: Sendable, Equatable {
        case none
        case start
        /// Ask again at this time.
        case wait(until: Moment)
    }

    private let rule: RetrainDefinition
    private let initialSize: Int
    package private(set) var isRunning = false
    /// Labels that no run has seen.
    package private(set) var newLabelCount = 0
    private var labelCount: Int
    private var lastStart: Moment?

    /// - Parameters:
    ///   - labelCount: Labels that there are.
    ///   - newLabelCount: Those of them that the last model has not seen.
    package init(definition: QueueDefinition, labelCount: Int, newLabelCount: Int) {
        rule = definition.retrain
        initialSize = definition.initialization.size
        self.labelCount = labelCount
        self.newLabelCount = newLabelCount
    }

    /// Labels were given or taken back.
    package mutating func labelled(_ change: Int, now: Moment) -> Action {
        labelCount += change
        newLabelCount += abs(change)
        return next(now)
    }

    package mutating func timerFired(now: Moment) -> Action { next(now) }

    /// A run ended, well or not; labels that came meanwhile may start another.
    package mutating func finished(now: Moment) -> Action {
        isRunning = false
        return next(now)
    }

    private mutating func next(_ now: Moment) -> Action {
        guard !isRunning, labelCount >= initialSize, newLabelCount >= rule.after else { return .none }
        if let lastStart {
            let earliest = lastStart.advanced(by: rule.atMostEvery)
            if now < earliest { return .wait(until: earliest) }
        }
        isRunning = true
        newLabelCount = 0
        lastStart = now
        return .start
    }
}
