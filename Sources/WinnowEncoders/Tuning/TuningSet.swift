/// Texts with one label each: what an encoder is tuned to.
package struct TuningSet: Sendable {
    /// n.
    package private(set) var texts: [String]
    /// By text, 0 to `labelCount` - 1.
    package private(set) var labels: [Int]
    /// By text: those of one group are validated on together, and never beside each other in training.
    package private(set) var groups: [Int]
    /// Texts of the same kind without labels: they say in which directions texts differ. May be empty.
    package let pool: [String]
    /// Labels that there are; some may have no text.
    package let labelCount: Int

    /// - Parameters:
    ///   - labels: As many as texts.
    ///   - groups: As many as texts; nil where each text is one of its own.
    package init(texts: [String], labels: [Int], groups: [Int]? = nil, pool: [String] = [], labelCount: Int) {
        let groups = groups ?? Array(texts.indices)
        precondition(texts.count == labels.count, "\(texts.count) texts and \(labels.count) labels")
        precondition(texts.count == groups.count, "\(texts.count) texts and \(groups.count) groups")
        precondition(labels.allSatisfy { $0 >= 0 && $0 < labelCount }, "labels are 0 to \(labelCount - 1)")
        (self.texts, self.labels, self.groups) = (texts, labels, groups)
        (self.pool, self.labelCount) = (pool, labelCount)
    }

    package var count: Int { texts.count }

    /// Some of the texts, in the order given.
    func selecting(_ places: [Int]) -> TuningSet {
        TuningSet(
            texts: places.map { texts[$0] },
            labels: places.map { labels[$0] },
            groups: places.map { groups[$0] },
            pool: pool,
            labelCount: labelCount
        )
    }
}
