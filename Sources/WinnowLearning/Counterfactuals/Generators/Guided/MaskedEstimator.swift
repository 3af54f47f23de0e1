/// Knows how far each substitution alone moves any model, because it asked.
///
/// First the model is asked about the text without each of its words: where the margin rises, the words held it back. Then
/// it is asked about the substitutions at the words that held it back most. Several together are taken to add up.
///
/// - Source: Leave-one-out masking, as TextFooler (Jin et al. 2020, equation 2) ranks words.
struct MaskedEstimator: EditEstimator {
    /// Pieces of a text that are left out one at a time, at most: of a longer text they are several words each.
    static let maskLimit = 256
    /// Substitutions that the model is asked about.
    static let substitutionLimit = 128

    private let gains: [Double]

    /// - Parameters:
    ///   - margin: Of the original.
    ///   - importances: By token; see `TokenizedText.importances`.
    /// - Throws: What the model throws.
    init(
        _ judge: TextJudge,
        _ text: TokenizedText,
        _ substitutions: [Substitution],
        target: Int,
        margin: Double,
        importances: [Double]
    ) throws(LearningError) {
        func importance(_ number: Int) -> Double {
            substitutions[number].tokens.reduce(-Double.infinity) { max($0, importances[$1]) }
        }
        let asked = substitutions.indices.sorted { (importance($1), $0) < (importance($0), $1) }
            .prefix(MaskedEstimator.substitutionLimit)
        let margins = try judge.margins(of: asked.map { text.revised([substitutions[$0]]) }, for: target)
        var gains = [Double](repeating: 0, count: substitutions.count)
        for (number, other) in zip(asked, margins) { gains[number] = other - margin }
        self.gains = gains
    }

    func revision(with chosen: [Int]) {}

    func gain(of substitution: Int, in revision: Void) -> Double { gains[substitution] }
}

extension TokenizedText {
    /// By token: how far the margin rises without it.
    ///
    /// - Throws: What the model throws.
    func importances(_ judge: TextJudge, target: Int, margin: Double) throws(LearningError) -> [Double] {
        let limit = MaskedEstimator.maskLimit
        let size = max(1, (tokens.count + limit - 1) / limit)
        let pieces = stride(from: 0, to: tokens.count, by: size).map { $0..<min(tokens.count, $0 + size) }
        let masked = pieces.map { revised([Substitution(tokens: $0, text: "")]) }
        let margins = try judge.margins(of: masked, for: target)
        return zip(pieces, margins).flatMap { piece, other in piece.map { _ in other - margin } }
    }

    /// The text with substitutions made.
    ///
    /// - Parameter substitutions: Ascending; they do not overlap.
    func revised(_ substitutions: [Substitution]) -> String {
        // A script made of the text's own places always fits.
        (try? script(of: substitutions).apply(to: text)) ?? text
    }
}
