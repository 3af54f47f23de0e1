/// What is wrong with an edit script that came from outside.
public enum EditError: Error, Equatable, Sendable {
    /// An edit reaches beyond the text.
    case outside(edit: Int, end: Int, scalarCount: Int)
    /// An edit ends before it starts, or starts before 0 or before the end of the one before.
    case misplaced(edit: Int)
}

extension EditError: CustomStringConvertible {
    /// For a person, as a part of a sentence: what is wrong, and where.
    public var description: String {
        switch self {
        case .outside(let edit, let end, let scalarCount):
            "edit \(edit) ends at \(end), but the text has only \(scalarCount) Unicode scalars"
        case .misplaced(let edit): "edit \(edit) does not start behind the one before, or ends before it starts"
        }
    }
}
