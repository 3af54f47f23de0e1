/// Something that a check noticed in a revised text.
public struct DraftFinding: Sendable, Hashable {
    /// What was noticed.
    public let code: DraftFindingCode
    /// What comes of it.
    public let severity: DraftSeverity
    /// A sentence for a person.
    public let message: String
}

/// What checks notice.
public enum DraftFindingCode: String, Sendable, Hashable, Codable, CaseIterable {
    /// Nothing was changed but white space and what is not seen.
    case noChange = "no-change"
    /// The revised text has neither a word nor a picture.
    case empty
    /// More was edited than is minimal.
    case tooManyEdits = "too-many-edits"
    /// The text became much shorter or longer.
    case length
    /// The text is in another writing system, or in one more.
    case script
    /// There are characters that do not belong into texts, and were not there before.
    case encoding
    /// Words of the one that made the draft about the draft, or the original once more.
    case wrapper
    /// The original is whole, and something was said after it: readers see both labels.
    case appended
    /// The text reads less like the pool than nearly all edits do.
    case fluency
}

/// What comes of a finding, mildest first.
public enum DraftSeverity: String, Sendable, Hashable, Codable, CaseIterable, Comparable {
    /// It is shown.
    case warn
    /// The draft is taken with a reason only.
    case block
    /// The draft is not taken.
    case refuse

    /// Milder ones first.
    public static func < (left: DraftSeverity, right: DraftSeverity) -> Bool {
        left.rank < right.rank
    }

    private var rank: Int {
        switch self {
        case .warn: 0
        case .block: 1
        case .refuse: 2
        }
    }
}
