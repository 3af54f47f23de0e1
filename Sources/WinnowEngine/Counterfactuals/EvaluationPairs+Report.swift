internal import WinnowDomain
internal import WinnowLearning
internal import WinnowNumerics

extension Evaluation.Pairs.Report {
    /// Counts what is said of the members of pairs.
    ///
    /// - Parameters:
    ///   - probabilities: `(n, k)`, of the examples.
    ///   - pairs: By the examples' places.
    /// - Returns: nil without pairs of which both labels are known.
    init?(_ examples: [LearningData.Example], _ probabilities: DenseMatrix, _ pairs: [RowPair]) {
        // Texts of which only is known what they are not are neither right nor wrong, and drafts are nobody's.
        let kept = examples.indices.filter { place in
            examples[place].target.present.count == 1 && examples[place].revision?.isAccepted != false
        }
        let places = Dictionary(kept.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        let set = EvaluationSet(
            probabilities: DenseMatrix(
                rowCount: kept.count,
                columnCount: probabilities.columnCount,
                values: kept.flatMap { Array(probabilities.row($0)) }
            ),
            truth: kept.map { examples[$0].target.present },
            roots: kept.map { examples[$0].root.rawValue },
            isMultilabel: false
        )
        let own = pairs.compactMap { pair -> RowPair? in
            guard let original = places[pair.original], let revised = places[pair.revised] else { return nil }
            return RowPair(original: original, revised: revised, kind: pair.kind)
        }
        guard !own.isEmpty else { return nil }
        let report = PairReport(set, pairs: own)
        self.init(
            roots: report.rootCount,
            originals: Evaluation.Figure(report.originals),
            revised: Evaluation.Figure(report.revised),
            consistency: Evaluation.Figure(report.consistency),
            margin: Evaluation.Figure(report.margin),
            invariances: report.invarianceCount == 0
                ? nil
                : Evaluation.Pairs.Invariances(
                    count: report.invarianceCount,
                    flips: Evaluation.Figure(report.invarianceFlips),
                    shift: Evaluation.Figure(report.invarianceShift)
                )
        )
    }
}
