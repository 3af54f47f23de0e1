/// What proposes revised texts. Each is a draft: nothing that a generator makes is taken before a person has judged it.
///
/// Drafts are a function of the generator and the request: the same give the same bytes. No draft is the original with other
/// white space, and no two are the same.
public protocol DraftGenerator: Sendable {
    /// With its version, `memory.v1`: what it makes of a request changes with its id only.
    static var id: String { get }
    /// What its drafts are for.
    static var purpose: DraftPurpose { get }

    /// Proposes up to `request.limit` revised texts, the best first; none where it has nothing to propose.
    ///
    /// - Throws: `LearningError` where a model that it asks cannot answer.
    func drafts(for request: DraftRequest) throws(LearningError) -> [Draft]
}

/// What a draft's label shall be.
public enum DraftPurpose: String, Sendable, Hashable, Codable {
    /// The target label instead of the source label.
    case flip
    /// What it was: the edit must not matter.
    case invariance
}

/// What a generator is asked for.
public struct DraftRequest: Sendable, Hashable {
    /// The text to revise.
    public var original: String
    /// The original's label, by its number in the schema.
    public var sourceLabel: Int
    /// The label that the revised text shall have; the source label for drafts of `invariance`.
    public var targetLabel: Int
    /// For what is drawn at random.
    public var seed: UInt64
    /// Drafts at most; with 0 or less there are none.
    public var limit: Int

    /// - Parameters: See the properties.
    public init(original: String, sourceLabel: Int, targetLabel: Int, seed: UInt64, limit: Int = 1) {
        self.original = original
        self.sourceLabel = sourceLabel
        self.targetLabel = targetLabel
        self.seed = seed
        self.limit = limit
    }
}

/// A revised text that nobody has judged yet.
public struct Draft: Sendable, Hashable {
    /// The text.
    public let revised: String
    /// What was changed in the original.
    public let script: EditScript
    /// Which of the generator's ways made it, `names`; nil for one that has a single way.
    public let family: String?
}
