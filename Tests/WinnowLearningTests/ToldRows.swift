import Synchronization
import WinnowLearning
import WinnowNumerics

/// Made-up pairs and singles with columns that tell the labels, each but for the rows that it has wrong: so many
/// classifiers (`OnlyColumn`) of which is known beforehand what they get right.
struct ToldRows {
    /// The rows that a column tells the other label of.
    struct Wrong {
        /// Originals, by the number of their pair.
        var originals: Set<Int> = []
        /// Revised rows, by the number of their pair.
        var revised: Set<Int> = []
        /// Rows without a revision, by number.
        var singles: Set<Int> = []
    }

    /// An original and its revised row for each pair, then the singles, then the drafts, which all columns have wrong.
    let training: TrainingSet
    /// Rows of the drafts, the first of the first pair's original and so on.
    let drafts: Set<Int>

    init(pairCount: Int, singleCount: Int = 0, draftCount: Int = 0, wrong: [Wrong]) throws {
        var builder = SparseMatrixBuilder(columnCount: wrong.count)
        var (targets, roots, pairs): ([Target], [Int64], [RowPair]) = ([], [], [])
        func append(_ label: Int, root: Int, isWrong: (Wrong) -> Bool) {
            builder.append(
                columns: wrong.indices.map { UInt32($0) },
                values: wrong.map { (label == 1) != isWrong($0) ? 1 : -1 }
            )
            targets.append(.label(label))
            roots.append(Int64(root))
        }
        for pair in 0..<pairCount {
            pairs.append(RowPair(original: targets.count, revised: targets.count + 1, kind: .flip))
            append(pair % 2, root: pair) { $0.originals.contains(pair) }
            append(1 - pair % 2, root: pair) { $0.revised.contains(pair) }
        }
        for single in 0..<singleCount {
            append(single % 2, root: pairCount + single) { $0.singles.contains(single) }
        }
        drafts = Set(targets.count..<targets.count + draftCount)
        for draft in 0..<draftCount { append(1 - draft % 2, root: draft) { _ in true } }
        training = try TrainingSet(
            features: FeatureRows(sparse: builder.build()),
            targets: targets,
            roots: roots,
            pairs: pairs,
            labelCount: 2
        )
    }

    /// One candidate for each of so many columns.
    static func candidates(_ columnCount: Int) -> [PairChoice.Candidate] {
        (0..<columnCount).map { PairChoice.Candidate(OnlyColumn(column: UInt32($0)), weight: 1) }
    }
}

/// A logistic regression that sees a single column.
struct OnlyColumn: Classifier {
    static let abilities = LogisticRegression.abilities
    let column: UInt32

    func fit(
        _ training: TrainingSet,
        from start: FitStart?,
        cancellation: Cancellation?
    ) throws(LearningError) -> ClassifierFit {
        guard let sparse = training.features.sparse else { throw .noTrainingRows }
        var builder = SparseMatrixBuilder(columnCount: sparse.columnCount)
        for row in 0..<sparse.rowCount {
            let kept = sparse.entries(of: row).filter { sparse.columns[$0] == column }
            builder.append(columns: kept.map { sparse.columns[$0] }, values: kept.map { sparse.values[$0] })
        }
        let alone = try TrainingSet(
            features: FeatureRows(sparse: builder.build()),
            targets: training.targets,
            weights: training.weights,
            roots: training.roots,
            labelCount: training.labelCount
        )
        return try LogisticRegression().fit(alone, from: nil, cancellation: cancellation)
    }
}

/// A logistic regression that counts how often it is fitted.
struct CountingClassifier: Classifier {
    final class Counter: Sendable {
        private let count = Mutex(0)
        var value: Int { count.withLock { $0 } }
        func add() { count.withLock { $0 += 1 } }
    }

    static let abilities = LogisticRegression.abilities
    let counter = Counter()

    func fit(
        _ training: TrainingSet,
        from start: FitStart?,
        cancellation: Cancellation?
    ) throws(LearningError) -> ClassifierFit {
        counter.add()
        return try LogisticRegression().fit(training, from: start, cancellation: cancellation)
    }
}
