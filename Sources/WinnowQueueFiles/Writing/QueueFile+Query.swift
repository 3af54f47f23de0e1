internal import WinnowDomain

extension QueueFile {
    /// The keys of the mapping `query`, with their values as a file writes them.
    static func entries(of query: QueryDefinition) -> [(key: String, value: String)] {
        let around = query.around
        return [
            ("id", query.strategy.rawValue),
            ("explore", YAMLText.number(query.explore)),
            ("batch", "\(query.batch)"),
            ("subsample", "\(around.subsample)"),
            ("neighbours", "\(around.neighbours)"),
            ("balance", around.balancesLabels ? "labels" : "none"),
            ("similarity", YAMLText.number(around.similarity)),
            ("cost", around.countsSeconds ? "seconds" : "items"),
        ]
    }
}
