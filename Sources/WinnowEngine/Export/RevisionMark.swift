internal import WinnowDomain

/// How rows of exports say that their text was edited from another: two fields beside the data, `role` and `root_id`, by which
/// whoever splits the rows can keep a pair together.
enum RevisionMark {
    private static let role = "role"
    private static let root = "root_id"
    private static let revised = "revised"

    static func added(to meta: JSON?, root id: String) -> JSON {
        var members: [JSON.Member] = []
        if case .object(let own)? = meta { members = own.filter { ![role, root].contains($0.key) } }
        return .object(members + [JSON.Member(root, .string(id)), JSON.Member(role, .string(revised))])
    }

    /// What is left without the mark, and the original's id; nil for one without a mark.
    static func taken(from meta: JSON?) -> (meta: JSON?, original: String?) {
        guard case .object(let members)? = meta, case .string(revised)? = meta?[role], let id = meta?[root]?.scalarText
        else {
            return (meta, nil)
        }
        let left = members.filter { ![role, root].contains($0.key) }
        return (left.isEmpty ? nil : .object(left), id)
    }
}
