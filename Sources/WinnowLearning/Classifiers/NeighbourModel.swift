internal import WinnowNumerics

/// Training rows that vote on the labels of others: v voters, m outputs.
///
/// An output's probability is that of the share s of the neighbours' votes and of the prior π, the share of all training
/// rows: `(n·s + π) / (n + 1)` for neighbours of weight n, k where there are as many. So the prior counts as one more
/// neighbour, no probability is 0 or 1, and a row that has no neighbour gets the prior. Outputs are logarithms of these, or
/// log-odds where a label stands for itself. Neighbours that do not know whether they have a label do not vote on it.
///
/// - Source: The estimate is the m-estimate of Cestnik 1990 with m = 1; Laplace's rule would let many labels that no
///   neighbour has outweigh the neighbours.
public struct NeighbourModel: Sendable {
    /// How outputs become labels.
    public let head: OutputHead
    /// k.
    public let labelCount: Int
    /// Labels that training had, ascending.
    public let seenLabels: [Int]
    let voters: UnitRows
    let votes: Votes
    /// By voter, above 0.
    let weights: [Float]
    let neighbourCount: Int
    let weighting: NearestNeighbours.Weighting
    /// What columns of rows are multiplied by to be like the voters'.
    let scales: ColumnScales
    /// Voters that are enough to have a weight of k, whichever they are.
    let reach: Int

    init(
        voters: UnitRows,
        votes: Votes,
        weights: [Float],
        labelCount: Int,
        neighbourCount: Int,
        weighting: NearestNeighbours.Weighting,
        scales: ColumnScales? = nil
    ) {
        head = votes.head
        seenLabels = votes.seenLabels
        self.voters = voters
        self.votes = votes
        self.weights = weights
        self.labelCount = labelCount
        self.neighbourCount = neighbourCount
        self.weighting = weighting
        self.scales = scales ?? ColumnScales(dense: [Float](repeating: 1, count: voters.denseColumnCount))
        reach = NeighbourModel.reach(weights, neighbourCount)
    }

    private static func reach(_ weights: [Float], _ neighbourCount: Int) -> Int {
        var sum = 0.0
        for (index, weight) in weights.sorted().enumerated() {
            sum += Double(weight)
            if sum >= Double(neighbourCount) { return index + 1 }
        }
        return weights.count
    }
}

extension NeighbourModel: FittedModel {
    /// d: the voters' sparse and dense columns.
    public var featureCount: Int { voters.sparseColumnCount + voters.denseColumnCount }

    /// The same voters; columns of rows are multiplied by the scales on their way to them.
    public func unscaled(_ scales: ColumnScales, sparseColumnCount: Int) -> NeighbourModel {
        precondition(scales.dense.count == self.scales.dense.count, "\(scales.dense.count) scales")
        return NeighbourModel(
            voters: voters,
            votes: votes,
            weights: weights,
            labelCount: labelCount,
            neighbourCount: neighbourCount,
            weighting: weighting,
            scales: ColumnScales(
                sparse: self.scales.sparse * scales.sparse,
                sparseColumns: scales.sparseColumns.isEmpty
                    ? self.scales.sparseColumns
                    : scales.sparseColumns.indices.map { index in
                        scales.sparseColumns[index]
                            * (self.scales.sparseColumns.isEmpty ? 1 : self.scales.sparseColumns[index])
                    },
                dense: zip(self.scales.dense, scales.dense).map { $0 * $1 }
            )
        )
    }
}
