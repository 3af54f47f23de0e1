import Testing
import WinnowLearning
import WinnowNumerics

@Suite struct CommitteeTests {
    static func committee(_ training: TrainingSet, count: Int, seed: UInt64 = 3) throws -> Committee {
        let members = try CommitteeMember.bootstrap(LogisticRegression(), on: training, count: count, seed: seed)
        return Committee(try Committee.fit(members).map { FittedClassifier(model: $0, calibration: .none) })
    }

    static func pool(_ training: TrainingSet) throws -> PoolFeatures {
        let rows = try #require(training.features.sparse)
        let dense = DenseRows(rows.denseMatrix)
        return PoolFeatures(dense: [PoolFeatures.DensePart(columnCount: dense.columnCount, blocks: [dense])])
    }

    @Test("members that are scored together give what each gives alone", arguments: [2, 3, 5])
    func stacked(labelCount: Int) throws {
        let training = try LogisticRegressionTests.small(labelCount: labelCount)
        let pool = try Self.pool(training)
        let committee = try Self.committee(training, count: 4)
        let together = try committee.probabilities(of: pool)
        #expect(together.count == 4)
        for (member, found) in zip(committee.members, together) {
            LogisticRegressionTests.expectClose(found, try member.probabilities(of: pool), 1e-6)
        }
    }

    @Test("members differ from each other, and are the same again from the same seed")
    func seeds() throws {
        let training = try LogisticRegressionTests.small(labelCount: 3)
        let pool = try Self.pool(training)
        let first = try Self.committee(training, count: 3).probabilities(of: pool)
        #expect(first[0] != first[1] && first[1] != first[2] && first[0] != first[2])
        #expect(try Self.committee(training, count: 3).probabilities(of: pool) == first)
        #expect(try Self.committee(training, count: 3, seed: 4).probabilities(of: pool) != first)
        // A larger committee has the members of a smaller one.
        #expect(try Self.committee(training, count: 5).probabilities(of: pool).prefix(3) == first[...])
    }

    @Test("bags draw whole roots about as often as they are there, and lose no label")
    func bags() throws {
        let base = try LogisticRegressionTests.small(labelCount: 2, rowCount: 400)
        let training = try TrainingSet(
            features: base.features,
            targets: (0..<400).map { .label($0 == 17 ? 2 : $0 % 2) },
            roots: (0..<400).map { Int64($0 / 2) },
            labelCount: 3
        )
        let members = try CommitteeMember.bootstrap(LogisticRegression(), on: training, count: 40, seed: 9)
        var counts: [Double: Int] = [:]
        for member in members {
            let weights = member.training.weights
            #expect(weights[17] > 0)
            for root in 0..<200 where root != 8 {
                #expect(weights[2 * root] == weights[2 * root + 1])
                counts[weights[2 * root], default: 0] += 1
            }
        }
        // 7,960 draws: the standard deviation of each share is below 0.006.
        for (count, share) in [(0.0, 0.368), (1, 0.368), (2, 0.184), (3, 0.061)] {
            #expect(abs(Double(counts[count] ?? 0) / 7960 - share) < 0.025)
        }
    }

    @Test(
        "of rows with the same votes the less sure ones come first, and not those that stand first in the pool",
        arguments: [CommitteeDisagreement.voteEntropy, .variationRatio]
    )
    func ties(measure: CommitteeDisagreement) throws {
        let shares: [[Float]] = [[0.9, 0.8], [0.6, 0.4], [0.7, 0.6], [0.9, 0.1], [0.55, 0.52], [0.8, 0.8]]
        let members = (0..<2).map { member in
            DenseMatrix(rowCount: 6, columnCount: 2, values: shares.flatMap { [$0[member], 1 - $0[member]] })
        }
        let pool = QueryPool(
            probabilities: members[0],
            open: [0, 1, 2, 4, 5],
            batchSize: 4,
            committee: members,
            seed: 1
        )
        // Row 1 alone is voted on differently; row 3 is, and not open.
        #expect(try measure.select(from: pool).leading == [1, 4, 2, 5])
    }

    @Test("where rows tell nothing, members disagree more than where they tell all")
    func disagreement() throws {
        let training = try LogisticRegressionTests.small(labelCount: 2, rowCount: 120)
        let noise = try TrainingSet(
            features: training.features,
            targets: (0..<120).map { .label(Int(SplitMix.hash($0)) & 1) },
            labelCount: 2
        )
        func mean(_ training: TrainingSet) throws -> Float {
            let members = try Self.committee(training, count: 6).probabilities(of: try Self.pool(training))
            let pool = QueryPool(probabilities: members[0], committee: members, seed: 1)
            let scores = try CommitteeDisagreement.bald.select(from: pool).scores
            return scores.reduce(0, +) / Float(scores.count)
        }
        #expect(try mean(noise) > 1.5 * mean(training))
    }
}

extension SplitMix {
    static func hash(_ number: Int) -> UInt64 {
        var mixer = SplitMix(state: UInt64(number))
        return mixer.next() >> 7
    }
}

extension SparseMatrix {
    var denseMatrix: DenseMatrix {
        var values = [Float](repeating: 0, count: rowCount * columnCount)
        for row in 0..<rowCount {
            for entry in entries(of: row) { values[row * columnCount + Int(columns[entry])] = self.values[entry] }
        }
        return DenseMatrix(rowCount: rowCount, columnCount: columnCount, values: values)
    }
}
