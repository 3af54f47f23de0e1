public import WinnowNumerics

/// `naive-bayes.v1`: each term of a text speaks for a label by how much oftener texts of that label have it.
///
/// A text's score is `Σⱼ xⱼ · wⱼ(c) + b(c)`, so a fit is one pass of counting and gives a `LinearModel`. Features have to be
/// counts or something like them (TF-IDF), at least 0. Dense columns get no weight: those of `lsa.v1` have signs.
///
/// - Source: McCallum and Nigam 1998 (multinomial); Rennie, Shih, Teevan and Karger 2003, "Tackling the Poor Assumptions of
///   Naive Bayes Text Classifiers", section 3.1 (complement). Both as scikit-learn's `MultinomialNB` and `ComplementNB`
///   (`norm=False`) fitted on the columns that occur in training. Columns that no training row has are left out, not given
///   the weight `ln(α / (N(c) + α·d))`: by that one each unknown word would speak against the labels that have most text.
///   Partial labels are shared out by expectation maximisation (Nigam, McCallum, Thrun and Mitchell 2000), see `fit`.
public struct NaiveBayes: Sendable, Hashable {
    /// Whose texts say what a label's weights are.
    public enum Variant: String, Sendable, Codable, CaseIterable {
        /// By what a label's texts have; prior by how many they are.
        case multinomial
        /// By what the texts of all other labels have: steadier where labels differ in size. No prior.
        case complement
    }

    /// See `Variant`.
    public var variant: Variant
    /// α, added to each count, above 0.
    public var smoothing: Double

    /// - Parameter smoothing: Finite, above 0.
    public init(variant: Variant = .complement, smoothing: Double = 0.3) {
        precondition(smoothing > 0 && smoothing.isFinite, "smoothing \(smoothing)")
        self.variant = variant
        self.smoothing = smoothing
    }
}

extension NaiveBayes: Classifier {
    /// Dense columns get no weight.
    public static let abilities = ClassifierAbilities(denseColumns: false)

    /// What `smoothing: auto` tries.
    public static let smoothings: [Double] = [3, 1, 0.3, 0.1, 0.03]

    /// Fits.
    ///
    /// Rows that may have some of the seen labels count for each of these by its probability, in rounds that start from the
    /// rows that are certain; at most 20, and none is made when no probability moves by more than 10⁻⁴. The complement
    /// variant's scores are no likelihood; their softmax is taken for one, as scikit-learn does.
    ///
    /// - Throws: `LearningError.negativeFeature`, besides what every classifier throws.
    /// - Complexity: O(entries · labels) for multi-label, else O(entries + columns that occur · labels).
    public func fit(
        _ training: TrainingSet,
        from start: FitStart?,
        cancellation: Cancellation?
    ) throws(LearningError) -> ClassifierFit {
        if cancellation?.isCancelled == true { throw .cancelled }
        let fit =
            training.isMultilabel
            ? try fitOneAgainstRest(training)
            : try fitSingleChoice(training, cancellation)
        if cancellation?.isCancelled == true { throw .cancelled }
        return fit
    }
}
