import WinnowLearning
import WinnowNumerics

/// Problems that scikit-learn solved, see `make_classifiers.py`.
struct ClassifierReferences: Decodable {
    let from: String
    let naiveBayes: [NaiveBayesTests.Problem]
    let svm: [LinearSVMTests.Problem]
    let neighbours: [NearestNeighboursTests.Problem]

    static let stored = try? fixture("classifiers.json", as: ClassifierReferences.self)
}

/// Rows with labels and weights.
protocol ReferenceProblem: Decodable, Sendable {
    var labelCount: Int { get }
    var featureCount: Int { get }
    var rows: [[[Double]]] { get }
    var labels: [Int] { get }
    var weights: [Double] { get }
}

extension ReferenceProblem {
    /// - Parameter sparseCount: Columns that are kept sparse; those behind are dense.
    func features(sparseCount: Int) -> FeatureRows {
        let denseCount = featureCount - sparseCount
        var builder = SparseMatrixBuilder(columnCount: max(sparseCount, 1))
        var dense = DenseMatrix(zeros: rows.count, denseCount)
        for (number, row) in rows.enumerated() {
            let kept = row.filter { Int($0[0]) < sparseCount }
            builder.append(columns: kept.map { UInt32($0[0]) }, values: kept.map { Float($0[1]) })
            for entry in row where Int(entry[0]) >= sparseCount {
                dense[number, Int(entry[0]) - sparseCount] = Float(entry[1])
            }
        }
        return FeatureRows(sparse: sparseCount > 0 ? builder.build() : nil, dense: denseCount > 0 ? dense : nil)
    }

    func trainingSet(sparseShare: Double = 1) throws -> TrainingSet {
        try TrainingSet(
            features: features(sparseCount: Int(sparseShare * Double(featureCount))),
            targets: labels.map { .label($0) },
            weights: weights,
            labelCount: labelCount
        )
    }
}
