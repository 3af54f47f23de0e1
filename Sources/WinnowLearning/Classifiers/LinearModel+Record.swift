extension LinearModel: FittedModel {
    /// Integers: the columns. Numbers: weights, bias.
    public var record: ModelRecord {
        ModelRecord(
            kind: .linear,
            head: head,
            labelCount: labelCount,
            seenLabels: seenLabels,
            featureCount: featureCount,
            integers: [columns],
            numbers: [weights, bias]
        )
    }

    /// - Returns: nil where the record is of another kind or the model would not be consistent.
    public init?(_ record: ModelRecord) {
        guard record.kind == .linear, record.integers.count == 1, record.numbers.count == 2 else { return nil }
        self.init(
            head: record.head,
            labelCount: record.labelCount,
            seenLabels: record.seenLabels,
            featureCount: record.featureCount,
            columns: record.integers[0],
            weights: record.numbers[0],
            bias: record.numbers[1]
        )
        guard isConsistent else { return nil }
    }
}
