internal import WinnowDomain
internal import WinnowLearning

/// How alike all rows of a queue are to one of them.
struct Likeness: Sendable {
    let row: Int
    /// By row, −1…1.
    let values: [Float]

    init(row: Int, values: [Float]) {
        self.row = row
        self.values = values
    }

    /// By the features of a queue's items; rows that are not encoded yet are like nothing.
    ///
    /// Computes: run it on an executor.
    ///
    /// - Throws: `StoreError.refused` where the item has no features yet.
    init(to row: Int, in features: FeatureSet) throws {
        guard row < features.rowCount, features.hasRow(row) else {
            throw StoreError.refused(reason: "the item is not encoded yet, so nothing is known to be like it")
        }
        var values = features.rows.likeness(to: row)
        for (other, isMissing) in features.isMissing.enumerated() where isMissing { values[other] = 0 }
        self.init(row: row, values: values)
    }
}
