internal import WinnowNumerics

extension NeighbourModel {
    /// Integers: sparse columns, dense columns, k, the weighting's place among all; offsets; columns. Numbers: values of
    /// sparse columns, of dense ones, shares, prior, weights, the sparse scale before the dense ones; those of
    /// sparse columns, where they differ.
    public var record: ModelRecord {
        ModelRecord(
            kind: .neighbours,
            head: head,
            labelCount: labelCount,
            seenLabels: seenLabels,
            featureCount: featureCount,
            integers: [
                [
                    UInt32(voters.sparseColumnCount), UInt32(voters.denseColumnCount), UInt32(neighbourCount),
                    weighting == .uniform ? 0 : 1,
                ],
                voters.offsets, voters.columns,
            ],
            numbers: [
                voters.values, voters.dense, votes.shares, votes.prior, weights, [scales.sparse] + scales.dense,
            ] + (scales.sparseColumns.isEmpty ? [] : [scales.sparseColumns])
        )
    }

    /// - Returns: nil where the record is of another kind, or sizes do not fit each other, or a number cannot be used.
    public init?(_ record: ModelRecord) {
        guard record.kind == .neighbours, record.integers.count == 3, record.integers[0].count == 4,
            (6...7).contains(record.numbers.count),
            record.head.fits(seenLabels: record.seenLabels, labelCount: record.labelCount),
            record.numbers.allSatisfy({ $0.allSatisfy(\.isFinite) })
        else { return nil }
        let sizes = record.integers[0].map(Int.init)
        let (weights, scales) = (record.numbers[4], record.numbers[5])
        guard sizes[0] + sizes[1] == record.featureCount, sizes[3] <= 1,
            (1...NearestNeighbours.neighbourLimit).contains(sizes[2]),
            record.numbers.count == 6 || record.numbers[6].count == sizes[0],
            scales.count == 1 + sizes[1], weights.allSatisfy({ $0 > 0 }),
            let voters = UnitRows(
                rowCount: weights.count,
                sparseColumnCount: sizes[0],
                denseColumnCount: sizes[1],
                offsets: record.integers[1],
                columns: record.integers[2],
                values: record.numbers[0],
                dense: record.numbers[1]
            ),
            let votes = Votes(
                stored: record.head,
                seenLabels: record.seenLabels,
                shares: record.numbers[2],
                prior: record.numbers[3]
            ), votes.shares.count == weights.count * record.head.outputCount
        else { return nil }
        self.init(
            voters: voters,
            votes: votes,
            weights: weights,
            labelCount: record.labelCount,
            neighbourCount: sizes[2],
            weighting: sizes[3] == 0 ? .uniform : .distance,
            scales: ColumnScales(
                sparse: scales[0],
                sparseColumns: record.numbers.count > 6 ? record.numbers[6] : [],
                dense: Array(scales[1...])
            )
        )
    }
}
