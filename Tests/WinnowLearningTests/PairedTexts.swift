import WinnowLearning
import WinnowNumerics

/// Made-up texts as rows of words: a style that goes with the label in most originals, and one word that decides.
/// Editing a text changes the word that decides and nothing else.
struct PairedTexts {
    let training: TrainingSet

    static let columnCount = 90
    /// Words that decide, of label 0 and then of label 1.
    static let deciding = 10..<50

    /// - Parameters:
    ///   - pairCount: Originals with a revision.
    ///   - singleCount: Originals without.
    init(pairCount: Int, singleCount: Int, seed: UInt64 = 3) throws {
        var generator = SeededGenerator(seed: seed, purpose: "paired texts")
        var builder = SparseMatrixBuilder(columnCount: Self.columnCount)
        var (targets, roots, pairs): ([Target], [Int64], [RowPair]) = ([], [], [])
        func append(_ columns: Set<UInt32>, _ label: Int, root: Int) {
            let columns = columns.sorted()
            builder.append(columns: columns, values: columns.map { _ in 0.3 })
            targets.append(.label(label))
            roots.append(Int64(root))
        }
        for root in 0..<pairCount + singleCount {
            let label = root % 2
            // Ten words of style, forty that decide, twenty a label, and others.
            let style = generator.uniform() < 0.95 ? label : 1 - label
            var words = Set((0..<3).map { _ in UInt32(style * 5) + UInt32(generator.uniform() * 5) })
            for _ in 0..<4 { words.insert(50 + UInt32(generator.uniform() * 40)) }
            func deciding(_ label: Int) -> UInt32 { 10 + UInt32(label * 20) + UInt32(generator.uniform() * 20) }
            append(words.union([deciding(label)]), label, root: root)
            guard root < pairCount else { continue }
            pairs.append(RowPair(original: targets.count - 1, revised: targets.count, kind: .flip))
            append(words.union([deciding(1 - label)]), 1 - label, root: root)
        }
        training = try TrainingSet(
            features: FeatureRows(sparse: builder.build()),
            targets: targets,
            roots: roots,
            pairs: pairs,
            labelCount: 2
        )
    }

    /// Of a classifier that learned from other texts.
    func report(of classifier: some Classifier, on other: TrainingSet) throws -> PairReport {
        let probabilities = try classifier.probabilities(other, of: training.features)
        return PairReport(
            EvaluationSet(
                probabilities: probabilities,
                truth: training.targets.map(\.named),
                roots: training.roots
            ),
            pairs: training.pairs
        )
    }
}
