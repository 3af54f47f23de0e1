internal import WinnowDomain

extension SearchQuery {
    /// A query in the language of FTS5.
    struct Match {
        let text: String
        /// It says which items are not wanted; FTS5 cannot say only that.
        let isNegated: Bool
    }

    /// nil when nothing is asked for.
    var match: Match? {
        let (wanted, excluded) = (wanted.map(\.expression), excluded.map(\.expression))
        let unwanted = excluded.joined(separator: " OR ")
        if wanted.isEmpty { return excluded.isEmpty ? nil : Match(text: unwanted, isNegated: true) }
        let all = wanted.joined(separator: " AND ")
        return Match(text: excluded.isEmpty ? all : "(\(all)) NOT (\(unwanted))", isNegated: false)
    }
}

extension SearchQuery.Term {
    /// A string of FTS5: what is in it is text and never syntax.
    fileprivate var expression: String {
        "\"" + text.replacing("\"", with: "\"\"") + "\"" + (isPrefix ? " *" : "")
    }
}
