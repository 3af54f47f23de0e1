import Testing
import WinnowLearning
import WinnowNumerics

@Suite("Every revision strategy")
struct RevisionTests {
    static let names = RevisionStrategies.all.keys.sorted()

    /// Forty rows in four groups of points, of two labels; longer texts further on.
    private func pool(
        revised: Set<Int> = [],
        batchSize: Int = 6,
        seed: UInt64 = 1,
        isDense: Bool = true,
        tokenCount: (Int) -> Int = { 20 + 10 * $0 }
    ) -> RevisionPool {
        var generator = SeededGenerator(seed: 2, purpose: "revision")
        var points = WideMatrix(zeros: 40, 3)
        var probabilities = DenseMatrix(zeros: 40, 2)
        for row in 0..<40 {
            for column in 0..<3 { points[row, column] = Float(generator.uniform() * 0.1) + (row % 4 == column ? 1 : 0) }
            let right = Float(0.2 + 0.79 * generator.uniform())
            probabilities[row, row % 2] = right
            probabilities[row, 1 - row % 2] = 1 - right
        }
        return RevisionPool(
            probabilities: probabilities,
            labels: (0..<40).map { $0 % 2 },
            tokenCounts: (0..<40).map(tokenCount),
            isRevised: (0..<40).map(revised.contains),
            points: isDense ? points : nil,
            batchSize: batchSize,
            seed: seed
        )
    }

    private func strategy(_ name: String) throws -> any RevisionStrategy {
        try #require(RevisionStrategies.all[name])
    }

    @Test("is found by its versioned name")
    func versionedNames() {
        #expect(
            Self.names == [
                "confident-per-word.v1", "random.v1", "representative.v1", "shortest.v1", "uncertain-per-word.v1",
            ]
        )
        #expect(RevisionStrategies.all[RevisionStrategies.preferred] != nil)
    }

    @Test("chooses each open row once: none that is revised, none that is too long", arguments: names)
    func open(name: String) throws {
        let pool = pool(revised: [0, 1, 7], batchSize: 100)
        let order = try pool.order(by: strategy(name))
        #expect(Set(order).count == order.count && Set(order) == Set(pool.open))
        #expect(!order.contains { [0, 1, 7].contains($0) || pool.tokenCounts[$0] > 300 })
        #expect(pool.open.count == 26)
    }

    @Test("chooses as many rows as are wanted, the same for the same seed", arguments: names)
    func determinism(name: String) throws {
        let order = try pool().order(by: strategy(name))
        #expect(order.count == 6)
        #expect(try pool().order(by: strategy(name)) == order)
    }

    @Test("makes up for the label that has fewer revisions", arguments: names)
    func balance(name: String) throws {
        // Of label 0 three are revised.
        let order = try pool(revised: [0, 2, 4], batchSize: 7).order(by: strategy(name))
        #expect(order.count { $0 % 2 == 1 } == 5)
        #expect(order.prefix(3).allSatisfy { $0 % 2 == 1 })
    }

    @Test("chooses nothing where nothing is open", arguments: names)
    func nothing(name: String) throws {
        #expect(try pool(tokenCount: { _ in 301 }).order(by: strategy(name)).isEmpty)
    }

    @Test("needs dense features only where it measures distances", arguments: names)
    func sparse(name: String) throws {
        let pool = pool(isDense: false)
        if name == RepresentativeRevision.name {
            #expect(throws: LearningError.noDenseFeatures) { try pool.order(by: strategy(name)) }
        } else {
            #expect(try pool.order(by: strategy(name)).count == 6)
        }
    }

    @Test("refuses a probability that is no number, with its row, where it looks at them")
    func nonFinite() throws {
        var probabilities = pool().probabilities
        probabilities[3, 1] = .nan
        let broken = RevisionPool(
            probabilities: probabilities,
            labels: pool().labels,
            tokenCounts: pool().tokenCounts,
            isRevised: pool().isRevised,
            seed: 1
        )
        for measure in [RevisionMeasure.confidentPerWord, .uncertainPerWord] {
            #expect(throws: LearningError.nonFinite(row: 3)) { try measure.select(from: broken) }
        }
    }
}
