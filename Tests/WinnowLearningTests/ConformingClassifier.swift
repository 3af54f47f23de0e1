import Testing
import WinnowLearning

/// A classifier that the conformance suite holds to what all promise. A new one is added to `all`.
struct ConformingClassifier: CustomTestStringConvertible, Sendable {
    let name: String
    let classifier: any Classifier
    /// How far probabilities may be apart that rounding and an end before the very minimum account for.
    var tolerance: Float = 1e-4
    /// Whether what it says of a label depends on no other one, where an item may have several.
    var hasIndependentLabels = true

    var testDescription: String { name }
    var abilities: ClassifierAbilities { type(of: classifier).abilities }
    var kinds: [FeatureKind] {
        FeatureKind.allCases.filter {
            switch $0 {
            case .sparse: abilities.sparseColumns
            case .dense: abilities.denseColumns
            case .both: true
            }
        }
    }

    /// On dense features a descent ends at a share of the value, whatever its tolerance: see `LinearMinimum`.
    private static let descentTolerance: Float = 1e-3

    static let all: [ConformingClassifier] = [
        ConformingClassifier(
            name: "logistic regression",
            classifier: LogisticRegression(tolerance: 1e-9),
            tolerance: descentTolerance
        ),
        ConformingClassifier(
            name: "logistic regression, balanced",
            classifier: LogisticRegression(balancesLabels: true, tolerance: 1e-9),
            tolerance: descentTolerance
        ),
        ConformingClassifier(
            name: "logistic regression, losses of pairs",
            classifier: LogisticRegression(
                tolerance: 1e-9,
                pairs: PairLoss(difference: 1, gradientSupervision: 1, invariance: 1)
            ),
            tolerance: descentTolerance
        ),
        ConformingClassifier(
            name: "logistic regression, columns by ratios",
            classifier: RatioScaled(LogisticRegression(tolerance: 1e-9), power: 0.7),
            tolerance: descentTolerance,
            // A column's ratio is the largest of all labels.
            hasIndependentLabels: false
        ),
        ConformingClassifier(
            name: "regression after a projection",
            classifier: ProjectedRegression(LogisticRegression(tolerance: 1e-9)),
            tolerance: descentTolerance
        ),
        ConformingClassifier(
            name: "regression after a contrastive projection",
            classifier: ProjectedRegression(LogisticRegression(tolerance: 1e-9), projection: .contrastive(.init())),
            tolerance: descentTolerance
        ),
        ConformingClassifier(
            name: "regression after a contrastive projection, balanced",
            classifier: ProjectedRegression(
                LogisticRegression(balancesLabels: true, tolerance: 1e-9),
                projection: .contrastive(ContrastiveProjection(temperature: 0.3, pull: 0.1))
            ),
            tolerance: descentTolerance
        ),
        ConformingClassifier(
            name: "linear SVM",
            classifier: LinearSVM(tolerance: 1e-9),
            tolerance: descentTolerance
        ),
        ConformingClassifier(
            name: "linear SVM, balanced",
            classifier: LinearSVM(l2: 0.1, balancesLabels: true, tolerance: 1e-9),
            tolerance: descentTolerance
        ),
        ConformingClassifier(
            name: "multinomial naive Bayes",
            classifier: NaiveBayes(variant: .multinomial, smoothing: 1)
        ),
        ConformingClassifier(name: "complement naive Bayes", classifier: NaiveBayes(variant: .complement)),
        ConformingClassifier(
            name: "nearest neighbours, uniform",
            classifier: NearestNeighbours(neighbourCount: 5, weighting: .uniform)
        ),
        ConformingClassifier(
            name: "nearest neighbours, by distance",
            classifier: NearestNeighbours(neighbourCount: 10, weighting: .distance)
        ),
        ConformingClassifier(
            name: "perceptron",
            classifier: Perceptron(hidden: [24], batchSize: 4096, epochLimit: 40),
            tolerance: descentTolerance,
            hasIndependentLabels: false
        ),
        ConformingClassifier(
            name: "perceptron, two layers, balanced",
            classifier: Perceptron(
                hidden: [16, 8],
                dropout: 0,
                optimizer: .adam(),
                learningRate: 0.01,
                balancesLabels: true
            ),
            tolerance: descentTolerance,
            hasIndependentLabels: false
        ),
    ]

    /// Each classifier with each kind of features that it learns from.
    static let cases: [Case] = all.flatMap { subject in subject.kinds.map { Case(subject: subject, kind: $0) } }

    struct Case: CustomTestStringConvertible, Sendable {
        let subject: ConformingClassifier
        let kind: FeatureKind

        var testDescription: String { "\(subject.name), \(kind.rawValue)" }
        var classifier: any Classifier { subject.classifier }
        var abilities: ClassifierAbilities { subject.abilities }
    }
}

enum FeatureKind: String, CaseIterable, Sendable {
    case sparse
    case dense
    case both
}
