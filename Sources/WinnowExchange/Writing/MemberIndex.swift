import WinnowDomain

/// The members of an object by their keys, for looking up many of them.
struct MemberIndex {
    private static let mostCompared = 16

    private let value: JSON
    /// Empty for a few members, which are compared one by one.
    private let values: [ExactText: JSON]

    init(_ value: JSON?) {
        self.value = value ?? .null
        let members = self.value.members
        let pairs = members.count > MemberIndex.mostCompared ? members.map { (ExactText($0.key), $0.value) } : []
        values = Dictionary(pairs, uniquingKeysWith: { first, _ in first })
    }

    subscript(key: String) -> JSON? { values.isEmpty ? value[key] : values[ExactText(key)] }
}
