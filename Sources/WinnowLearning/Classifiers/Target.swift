/// What is known about the label of one row.
public enum Target: Sendable, Hashable, Codable {
    /// The row has exactly this label.
    case label(Int)
    /// The row has one label, and it is none of these (a partial label).
    case not([Int])
    /// The row has all of `present` and none of `absent`; of the other labels nothing is known (multi-label).
    case set(present: [Int], absent: [Int])
}

extension Target {
    /// The labels that this target names.
    public var named: [Int] {
        switch self {
        case .label(let label): [label]
        case .not(let labels): labels
        case .set(let present, let absent): present + absent
        }
    }

    /// The labels that the row is known to have.
    public var present: [Int] {
        switch self {
        case .label(let label): [label]
        case .set(let present, _): present
        case .not: []
        }
    }
}
