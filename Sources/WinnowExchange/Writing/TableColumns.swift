package import WinnowDomain

/// Which columns a table has.
///
/// They are to be known before its first row: from the caller, or from a first pass.
package struct TableColumns: Hashable, Sendable {
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

    /// Adds what a row needs.
    ///
    /// - Complexity: O(members × columns).
    package mutating func include(_ row: OutgoingRow) {
        for member in row.data.members where !dataFields.contains(member.key) { dataFields.append(member.key) }
        for member in row.meta?.members ?? [] where !metaFields.contains(member.key) { metaFields.append(member.key) }
        switch row.judgement {
        case nil: break
        case .annotation: judgements = .annotations
        case .consensus: judgements = .consensus
        }
    }
}
