import Testing
import WinnowLearning
import WinnowNumerics

/// What holds for every query strategy.
@Suite struct QueryStrategyTests {
    /// A strategy with a name for messages.
    struct Named: CustomTestStringConvertible, Sendable {
        let name: String
        let strategy: any QueryStrategy
        var testDescription: String { name }
    }

    static let all: [Named] =
        Uncertainty.allCases.map { Named(name: $0.rawValue, strategy: $0) }
        + CommitteeDisagreement.allCases.map { Named(name: $0.rawValue, strategy: $0) }
        + [StochasticBatch.Form.power, .gibbs, .rank].map { Named(name: $0.rawValue, strategy: StochasticBatch($0)) }
        + [
            Named(name: "random", strategy: RandomChoice()), Named(name: "auto", strategy: AutoStrategy()),
            Named(name: "auto, flat", strategy: AutoStrategy(isFlat: true)),
            Named(name: "adaptive-cluster-margin", strategy: AdaptiveClusterMargin()),
            Named(name: "cluster-margin", strategy: ClusterMargin()), Named(name: "falcun", strategy: Falcun()),
            Named(name: "badge", strategy: BADGE()), Named(name: "density-weighted", strategy: DensityWeighted()),
            Named(name: "contrastive", strategy: Contrastive()),
            Named(name: "discriminative", strategy: Discriminative()), Named(name: "k-center", strategy: KCenter()),
            Named(name: "k-means", strategy: KMeansMedoids()), Named(name: "typiclust", strategy: TypiClust()),
            Named(name: "probcover", strategy: ProbCover()),
            Named(name: "confident-positives", strategy: ConfidentPositives()),
            Named(name: "label-cardinality", strategy: LabelCardinality()), Named(name: "cvirs", strategy: CVIRS()),
            Named(name: "expected-model-change", strategy: ExpectedModelChange()),
        ] + decorated

    /// Strategies in others.
    static let decorated: [Named] = [
        Named(name: "subsampled", strategy: Subsampled(Uncertainty.margin, rowLimit: 20)),
        Named(name: "subsampled draws", strategy: Subsampled(StochasticBatch(), rowLimit: 20)),
        Named(name: "label-balanced", strategy: LabelBalanced(Uncertainty.entropy)),
        Named(name: "deduplicated", strategy: Deduplicated(Uncertainty.margin)),
        Named(name: "deduplicated to nothing", strategy: Deduplicated(Uncertainty.margin, similarity: -1)),
        Named(name: "cost-aware", strategy: CostAware(Uncertainty.margin, seconds: seconds)),
        Named(name: "cost-aware by ranks", strategy: CostAware(StochasticBatch(), seconds: seconds)),
        Named(name: "seals", strategy: seals(Uncertainty.margin)),
        Named(
            name: "all decorators",
            strategy: Subsampled(
                LabelBalanced(Deduplicated(CostAware(seals(AdaptiveClusterMargin()), seconds: seconds))),
                rowLimit: 30
            )
        ),
        Named(
            name: "all decorators the other way round",
            strategy: seals(
                CostAware(
                    Deduplicated(LabelBalanced(Subsampled(StochasticBatch(), rowLimit: 15))),
                    seconds: seconds
                )
            )
        ),
    ]

    static let seconds: @Sendable (Int) -> Float = { Float(1 + $0 % 5) }

    /// Candidates near the first eight rows of `pool()`.
    static func seals(_ strategy: any QueryStrategy) -> SEALS {
        var candidates = NeighbourCandidates(neighbourCount: 6)
        let points = points(rows: 120)
        var dense = DenseMatrix(zeros: 120, 2)
        for row in 0..<120 { for column in 0..<2 { dense[row, column] = points[row, column] } }
        let features = PoolFeatures(dense: [.init(columnCount: 2, blocks: [DenseRows(dense)])])
        try? candidates.extend(to: Array(0..<8), of: features)
        var strategy = SEALS(strategy, candidates: candidates)
        strategy.evenCount = 9
        return strategy
    }

    static let needingDistances: Set<String> = [
        "adaptive-cluster-margin", "cluster-margin", "badge", "density-weighted", "contrastive", "discriminative",
        "k-center", "k-means", "typiclust", "probcover", "deduplicated", "deduplicated to nothing", "all decorators",
        "all decorators the other way round",
    ]

    static func points(rows: Int) -> WideMatrix {
        let size = max(1, (rows + 3) / 4)
        return KMeansTests.points([[0, 0], [9, 0], [0, 9], [9, 9]], perPlace: size, spread: 2, seed: 1)
    }

    /// Three of nine terms for each row.
    static let terms: @Sendable ([Int]) -> SparseMatrix = { rows in
        var builder = SparseMatrixBuilder(columnCount: 9)
        for row in rows {
            let columns = Set([row % 9, row / 9 % 9, row * row % 9]).sorted()
            builder.append(columns: columns.map(UInt32.init), values: columns.map { Float(1 + (row + $0) % 3) })
        }
        return builder.build()
    }

    /// Rows in four groups, of which the first few are labelled.
    static func pool(
        rows: Int = 120,
        labels: Int = 3,
        labelled: Int = 8,
        open: [Int]? = nil,
        batch: Int = 7,
        isMultilabel: Bool = false,
        hasSpace: Bool = true,
        seed: UInt64 = 5
    ) -> QueryPool {
        let points = points(rows: rows)
        let known = Array(0..<min(labelled, rows))
        let members = (0..<4).map { number in
            UncertaintyTests.probabilities(rows: rows, labels: labels, seed: 10 + UInt64(number))
        }
        let space: @Sendable ([Int]) -> WideMatrix = { points.selecting(rows: $0) }
        return QueryPool(
            probabilities: UncertaintyTests.probabilities(rows: rows, labels: labels, seed: 3),
            isMultilabel: isMultilabel,
            open: open ?? Array(known.count..<rows),
            labelled: known,
            labelSets: known.map { [$0 % labels] },
            batchSize: batch,
            committee: members,
            seed: seed,
            space: hasSpace ? space : nil,
            terms: terms
        )
    }

    @Test("rows that lead are open and different, no more than the batch; every row has a finite score", arguments: all)
    func leading(named: Named) throws {
        for isMultilabel in [false, true] {
            let pool = Self.pool(isMultilabel: isMultilabel)
            let selection = try named.strategy.select(from: pool)
            #expect(selection.scores.count == 120 && selection.scores.allSatisfy { $0.isFinite })
            #expect(selection.leading.isEmpty || selection.leading.count == 7)
            #expect(Set(selection.leading).count == selection.leading.count)
            #expect(Set(selection.leading).isSubset(of: pool.open))
            if let probabilities = selection.probabilities {
                #expect(probabilities.allSatisfy { $0 > 0 && $0 <= 1 })
            }
        }
    }

    @Test("the same pool and seed give the same choice", arguments: all)
    func determinism(named: Named) throws {
        let first = try named.strategy.select(from: Self.pool())
        #expect(try named.strategy.select(from: Self.pool()) == first)
    }

    @Test(
        "a pool without rows, without labels, with one row, and with fewer rows than the batch is no trouble",
        arguments: all
    )
    func edges(named: Named) throws {
        #expect(try named.strategy.select(from: Self.pool(rows: 0, labelled: 0)).scores.isEmpty)
        #expect(try named.strategy.select(from: Self.pool(open: [])).leading.isEmpty)
        for (rows, labelled) in [(1, 0), (40, 0), (5, 0), (9, 8), (12, 8)] {
            let pool = Self.pool(rows: rows, labelled: labelled)
            let selection = try named.strategy.select(from: pool)
            #expect(selection.scores.count == rows && selection.scores.allSatisfy { $0.isFinite })
            #expect(Set(selection.leading).isSubset(of: pool.open))
            #expect(selection.leading.isEmpty || selection.leading.count == min(7, pool.open.count))
        }
        let certain = try named.strategy.select(from: Self.pool(labels: 1))
        #expect(certain.scores.allSatisfy { $0.isFinite })
    }

    @Test("points that coincide, and lie at the origin, do not make the choice shorter", arguments: all)
    func coinciding(named: Named) throws {
        let pool = QueryPool(
            probabilities: UncertaintyTests.probabilities(rows: 30, labels: 3, seed: 3),
            open: Array(5..<30),
            labelled: Array(0..<5),
            labelSets: (0..<5).map { [$0 % 3] },
            batchSize: 6,
            committee: [UncertaintyTests.probabilities(rows: 30, labels: 3, seed: 4)],
            seed: 1,
            space: { WideMatrix(zeros: $0.count, 2) },
            terms: Self.terms
        )
        let selection = try named.strategy.select(from: pool)
        #expect(selection.scores.allSatisfy { $0.isFinite })
        #expect(selection.leading.isEmpty || Set(selection.leading).count == 6)
    }

    @Test("what measures distances says so where there are none", arguments: all)
    func noSpace(named: Named) throws {
        let pool = Self.pool(hasSpace: false)
        guard Self.needingDistances.contains(named.name) else {
            #expect(try named.strategy.select(from: pool).scores.count == 120)
            return
        }
        #expect(throws: LearningError.noDenseFeatures) { try named.strategy.select(from: pool) }
    }

    @Test("NaN is refused with its row by what looks at probabilities", arguments: all)
    func nonFinite(named: Named) throws {
        // The rarest label is another one.
        let indifferent = ["random", "k-center", "k-means", "typiclust", "probcover", "discriminative"]
        guard !indifferent.contains(named.name), named.name != "confident-positives" else { return }
        let base = Self.pool()
        var (bad, members) = (base.probabilities, base.committee)
        bad[20, 0] = .nan
        members[1][20, 0] = .nan
        let pool = QueryPool(
            probabilities: bad,
            open: base.open,
            labelled: base.labelled,
            labelSets: base.labelSets,
            batchSize: 7,
            committee: members,
            seed: 1,
            space: base.space,
            terms: base.terms
        )
        #expect(throws: LearningError.nonFinite(row: 20)) { try named.strategy.select(from: pool) }
    }

    @Test("a committee that is not there is missed", arguments: CommitteeDisagreement.allCases)
    func noCommittee(measure: CommitteeDisagreement) {
        let pool = QueryPool(probabilities: DenseMatrix(zeros: 2, 2), seed: 1)
        #expect(throws: LearningError.noCommittee) { try measure.select(from: pool) }
    }
}
