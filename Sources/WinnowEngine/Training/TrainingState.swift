package import WinnowDomain

/// When a queue is trained: a value whose changes return what is to be done.
///
/// One run at a time, at most one wanted behind it, trainings not closer than the definition says.
package struct TrainingState: Sendable, Equatable {
    package enum Action: Sendable, Equatable {
        case none
        /// Train a model and rank with it.
        case train
        /// Rank with the present model, or without one.
        case rank
        /// Ask again at this time.
        case wait(until: Moment)
    }

    /// How a run ended.
    package enum Ending: Sendable, Equatable {
        case trained
        case ranked
        /// The present model cannot rank the queue as it is now.
        case outdated
        case failed
    }

    private var rule: RetrainDefinition
    private var initialSize: Int
    /// Whether the first items are chosen by what they are like, and not by chance.
    private var choosesFirst: Bool
    package private(set) var isRunning = false
    /// Labels that no run has seen.
    package private(set) var newLabelCount: Int
    package private(set) var labelCount: Int
    private var lastStart: Moment?
    private var hasModel: Bool
    /// Whether the present ranking is of other items, or by another definition.
    private var isRankingStale: Bool
    /// Whether a model is wanted even if no label is new.
    private var isModelStale = false
    /// Somebody asked for a model, whatever the rule says.
    private var isRequested = false

    /// A queue of which nothing is ranked yet.
    ///
    /// - Parameters:
    ///   - labelCount: Labels that there are.
    ///   - newLabelCount: Those of them that the present model has not seen; all without a model.
    ///   - hasModel: Whether there is a model, to begin with.
    package init(definition: QueueDefinition, labelCount: Int, newLabelCount: Int, hasModel: Bool) {
        rule = definition.retrain
        initialSize = definition.initialization.size
        choosesFirst = definition.choosesFirstItems
        self.labelCount = labelCount
        self.newLabelCount = newLabelCount
        self.hasModel = hasModel
        isRankingStale = true
    }

    /// Labels were given or taken back.
    package mutating func labelled(_ givenCount: Int, takenBack takenCount: Int = 0, now: Moment) -> Action {
        labelCount += givenCount - takenCount
        newLabelCount += givenCount + takenCount
        return next(now)
    }

    /// Items came, or other texts.
    package mutating func itemsChanged() {
        isRankingStale = true
    }

    package mutating func redefined(_ definition: QueueDefinition) {
        rule = definition.retrain
        initialSize = definition.initialization.size
        choosesFirst = definition.choosesFirstItems
        isRankingStale = true
    }

    /// Somebody asks for a model: from fewer labels and sooner than the definition says, also where nothing is new.
    package mutating func requested(now: Moment) -> Action {
        isRequested = isRequested || labelCount > 0
        return next(now)
    }

    package mutating func timerFired(now: Moment) -> Action { next(now) }

    /// A run ended; what came meanwhile may start another.
    package mutating func finished(_ ending: Ending, now: Moment) -> Action {
        isRunning = false
        switch ending {
        case .trained: hasModel = true
        case .outdated: (hasModel, isModelStale) = (false, true)
        case .ranked, .failed: break
        }
        return next(now)
    }

    package mutating func next(_ now: Moment) -> Action {
        guard !isRunning else { return .none }
        let isDue = isRequested || labelCount >= initialSize && (isModelStale || newLabelCount >= rule.after)
        let earliest = isRequested ? nil : lastStart.map { $0.advanced(by: rule.atMostEvery) }
        if isDue, earliest.map({ $0 <= now }) ?? true {
            (isRunning, isModelStale, isRankingStale, isRequested) = (true, false, false, false)
            newLabelCount = 0
            lastStart = now
            return .train
        }
        if isRankingStale, hasModel || choosesFirst {
            (isRunning, isRankingStale) = (true, false)
            return .rank
        }
        return isDue ? earliest.map { .wait(until: $0) } ?? .none : .none
    }
}

extension QueueDefinition {
    /// Whether an initialization strategy has something to compute before the first item is served.
    fileprivate var choosesFirstItems: Bool {
        assignment.order == .ranked && initialization.strategy != .random
    }
}
