package import WinnowDomain

/// Which columns a table has.
///
/// They are to be known before its first row: from the caller, or from a first pass.
package struct TableColumns: Sendable {
    /// What the rows say about their items.
    package enum Judgements: Hashable, Sendable {
        case none
        case annotations
        case consensus
    }

    package var dataFields: [String]
    /// Names in the rows' meta objects.
    package var metaFields: [String]
    package var judgements: Judgements

    package init(dataFields: [String] = [], metaFields: [String] = [], judgements: Judgements = .none) {
        self.dataFields = dataFields
        self.metaFields = metaFields
        self.judgements = judgements
    }

    private var dataNames = NameSet()
    private var metaNames = NameSet()

    /// Adds what a row needs.
    ///
    /// - Complexity: O(members).
    package mutating func include(_ row: OutgoingRow) {
        for member in row.data.members where dataNames.insert(member.key, after: dataFields) {
            dataFields.append(member.key)
        }
        for member in row.meta?.members ?? [] where metaNames.insert(member.key, after: metaFields) {
            metaFields.append(member.key)
        }
        switch row.judgement {
        case nil: break
        case .annotation: judgements = .annotations
        case .consensus: judgements = .consensus
        }
    }
}

/// The names in a list that only grows.
private struct NameSet {
    private var names: Set<ExactText> = []

    /// False for a name that is in the list.
    mutating func insert(_ name: String, after list: [String]) -> Bool {
        if names.count != list.count { names = Set(list.map { ExactText($0) }) }
        return names.insert(ExactText(name)).inserted
    }
}
