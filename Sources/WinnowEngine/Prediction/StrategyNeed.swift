internal import WinnowDomain
internal import WinnowLearning

/// A strategy was asked for that looks at something the queue does not have.
struct StrategyNeed: CodedError {
    let code = ErrorCode.notPossible
    let description: String

    private init?(_ error: LearningError) {
        switch error {
        case .noDenseFeatures: description = "\(error); add `- {id: lsa.v1}` to `features`, or ask another one"
        case .noSparseFeatures: description = "\(error); add `- {id: tfidf.v1}` to `features`, or ask another one"
        case .noCommittee: description = "\(error); ask another one"
        default: return nil
        }
    }

    /// Says what is missing, and how to mend it.
    static func explaining<Value>(_ body: () throws -> Value) throws -> Value {
        do {
            return try body()
        } catch let error as LearningError {
            throw StrategyNeed(error) ?? error as any Error
        }
    }
}
