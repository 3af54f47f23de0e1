import Testing
import WinnowLearning
import WinnowNumerics

/// Why every split goes by root.
@Suite struct PairSplitTests {
    /// Pairs whose members share what their text is about, which no other text has, and differ in one word that decides.
    private func features() -> (rows: FeatureRows, targets: [Target], roots: [Int64]) {
        var generator = SeededGenerator(seed: 5, purpose: "pair split")
        let (pairCount, subjectCount, decidingCount) = (100, 16, 10)
        var builder = SparseMatrixBuilder(columnCount: 2 * decidingCount + pairCount * subjectCount)
        var (targets, roots): ([Target], [Int64]) = ([], [])
        for root in 0..<pairCount {
            let subject = (0..<subjectCount).map { UInt32(2 * decidingCount + root * subjectCount + $0) }
            for label in 0..<2 {
                let word = UInt32(label * decidingCount + Int(generator.uniform() * Double(decidingCount)))
                builder.append(columns: [word] + subject, values: [0.3] + [Float](repeating: 0.4, count: subjectCount))
                targets.append(.label(label))
                roots.append(Int64(root))
            }
        }
        return (FeatureRows(sparse: builder.build()), targets, roots)
    }

    private func accuracy(_ roots: [Int64]) throws -> Double {
        let (rows, targets, _) = features()
        let training = try TrainingSet(features: rows, targets: targets, roots: roots, labelCount: 2)
        let classifier = LogisticRegression(l2: 0.1)
        let found = CrossValidation.rightness(of: classifier, on: training, seed: 3)
        let right = try #require(found).compactMap { $0 }
        return Double(right.count { $0 }) / Double(right.count)
    }

    @Test(
        "a split by rows puts one member of a pair beside the other and reports a false figure; ours, by root, does not"
    )
    func byRoot() throws {
        let (_, targets, roots) = features()
        let byRoot = try accuracy(roots)
        let byRow = try accuracy(targets.indices.map { Int64($0) })
        // Here every text of another root says what it should: what is deciding is learned from them.
        #expect(byRoot > 0.9)
        #expect(byRow < byRoot - 0.2, "by row \(byRow), by root \(byRoot)")
    }
}
