import Foundation
import WinnowLearning
import WinnowNumerics

/// A set with its features: TF-IDF of words and pairs of words, and where there are vectors of an encoder, these
/// beside.
struct CounterfactualTask {
    let train: PairedSet
    let test: PairedSet
    /// Of all train texts, `(n, d)`.
    let features: FeatureRows
    let testFeatures: FeatureRows
    /// Words and punctuation marks by train row: what there is to read.
    let tokenCounts: [Int]
    private let pairs: [RowPair]
    private let words: FittedTFIDF

    /// - Parameter vectors: A folder of `SET-train.npy` and `SET-test.npy`, or nil.
    init(_ set: String, vectors: URL?) throws {
        train = try PairedSet(set, "train")
        test = try PairedSet(set, "test")
        let configuration = TFIDF(characters: nil)
        var frequencies = DocumentFrequencies(dimensions: configuration.dimensions)
        for text in train.texts { frequencies.add(configuration.terms(of: text)) }
        words = FittedTFIDF(configuration: configuration, frequencies: frequencies)
        func dense(_ split: String) throws -> DenseMatrix? {
            try vectors.map { try DenseMatrix(npy: $0.appending(path: "\(set)-\(split).npy")) }
        }
        features = FeatureRows(sparse: words.sparseRows(of: train.texts), dense: try dense("train"))
        testFeatures = FeatureRows(sparse: words.sparseRows(of: test.texts), dense: try dense("test"))
        tokenCounts = train.texts.map { $0.matches(of: /\w+|[^\w\s]/).count }
        pairs = train.pairs
    }

    /// Any texts by the words of the train texts.
    func rows(of texts: [String]) -> SparseMatrix { words.sparseRows(of: texts) }

    /// Some train rows, in the order given, with the pairs among them.
    func training(_ rows: [Int]) throws -> TrainingSet {
        try whole().selecting(rows: rows)
    }

    private func whole() throws -> TrainingSet {
        try TrainingSet(
            features: features,
            targets: train.labels.map { .label($0) },
            roots: train.roots,
            pairs: pairs,
            labelCount: train.names.count
        )
    }

    /// What a fitted classifier makes of the test texts.
    func report(_ fitted: FittedClassifier) throws -> PairReport {
        PairReport(
            EvaluationSet(
                probabilities: try fitted.probabilities(of: testFeatures),
                truth: test.labels.map { [$0] },
                roots: test.roots
            ),
            pairs: test.pairs
        )
    }

    /// What a fitted classifier makes of the train roots that it did not learn from; nil where fewer than a hundred are
    /// left.
    func heldReport(_ fitted: FittedClassifier, learnedFrom training: TrainingSet) throws -> PairReport? {
        let known = Set(training.roots)
        let rows = train.roots.indices.filter { !known.contains(train.roots[$0]) }
        let held = try self.training(rows)
        guard Set(held.roots).count >= 100 else { return nil }
        return PairReport(
            EvaluationSet(
                probabilities: try fitted.probabilities(of: held.features),
                truth: held.targets.map(\.named),
                roots: held.roots
            ),
            pairs: held.pairs
        )
    }

    /// An original's revisions.
    var revisions: [Int: [Int]] { Dictionary(grouping: pairs, by: \.original).mapValues { $0.map(\.revised) } }

    /// Originals, as many of each label as of any other, in an order drawn by a seed.
    func draw(_ count: Int, seed: UInt64) -> [Int] {
        var generator = SeededGenerator(seed: seed, purpose: "counterfactuals")
        let drawn = train.originals.shuffled(using: &generator)
        let labelCount = train.names.count
        var taken = [Int](repeating: 0, count: labelCount)
        return drawn.filter { row in
            let label = train.labels[row]
            guard taken.reduce(0, +) < count, taken[label] < (count + labelCount - 1) / labelCount else { return false }
            taken[label] += 1
            return true
        }
    }

    /// One revision of each original, drawn where there are several.
    func pairs(of originals: [Int], seed: UInt64) -> [Int] {
        var generator = SeededGenerator(seed: seed, purpose: "revisions")
        let revisions = revisions
        return originals.flatMap { row in [row] + (revisions[row]?.randomElement(using: &generator).map { [$0] } ?? [])
        }
    }
}

extension FittedTFIDF {
    fileprivate func sparseRows(of texts: [String]) -> SparseMatrix {
        weighted([matrix(of: texts)]).gather(texts.indices)
    }
}
