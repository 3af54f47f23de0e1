package import WinnowDomain

/// Somebody's wish for a model now, and the way back to them.
package struct TrainingDemand: Sendable {
    package enum Insistence: Sendable {
        /// If it is worth it.
        case whenWorthIt
        /// Whatever is new.
        case always
    }

    package enum Outcome: Sendable {
        case trained(ModelVersion)
        case refused(TrainingRefusal)
        /// In words for a person.
        case failed(String)
    }

    let insistence: Insistence
    private let answer: AsyncStream<Outcome>.Continuation

    /// - Returns: The demand, and a stream that gives one outcome; whoever stops listening disturbs nobody.
    static func make(_ insistence: Insistence) -> (TrainingDemand, AsyncStream<Outcome>) {
        let (stream, continuation) = AsyncStream<Outcome>.makeStream()
        return (TrainingDemand(insistence: insistence, answer: continuation), stream)
    }

    func answer(_ outcome: Outcome) {
        answer.yield(outcome)
        answer.finish()
    }
}
