/// What pairs of rows add to the objective of a linear classifier, besides being rows: n rows, m outputs.
///
/// With `g = (f_y' − f_y)(x') − (f_y' − f_y)(x)` for a flip pair of an original x with label y and a revised x' with
/// label y', f the logits, `u = w_y' − w_y` the weights that decide between the two labels, `d = x' − x`, and δ the
/// difference of the logits of an invariance pair:
///
/// - difference: `ln(1 + e^−g)`, a logistic regression on the edits themselves; convex. The bias has no part in it.
/// - gradient supervision: `1 − g / (‖u‖ · ‖d‖)`, for `g = u · d`: the edit is to point where the decision points. The
///   gradient of the cross entropy by the features is a multiple of u where two labels share all probability, so u
///   takes its place. Not convex.
/// - invariance (logit pairing): the mean of `(δ_a − δ_b)²` over the m (m − 1) / 2 pairs of outputs; with one output,
///   δ². The square rather than the absolute difference, because it is smooth and convex, and because it is large
///   differences that flip a label.
///
/// Each is multiplied by its strength and by the pair's weight, the smaller of its rows' weights before labels are
/// balanced; so a row of weight 0 takes the pair out. A flip pair counts when its rows have two different labels, an
/// invariance pair when they have the same one; rows of which only is known what they are not have none. Several labels
/// an item: pairs add nothing.
///
/// - Source: gradient supervision, Teney, Abbasnejad and van den Hengel 2020 (as `loss_GS` of CounterAL, Deng et al.
///   2023); logit pairing, Kannan, Kurakin and Goodfellow 2018, Garg et al. 2019 (there the absolute difference). The
///   difference loss is a pairwise ranking loss (Burges et al. 2005) on the two texts of a pair. Deviations of gradient
///   supervision: u stands for the gradient, and `‖u‖` is `√(‖u‖² + 10⁻⁶)`, so that the loss has a derivative where
///   there are no weights yet.
public struct PairLoss: Sendable, Hashable {
    /// Of the difference loss of flip pairs.
    public var difference: Double
    /// Of gradient supervision by flip pairs.
    public var gradientSupervision: Double
    /// Of logit pairing of invariance pairs.
    public var invariance: Double

    /// - Parameters: Strengths: finite, at least 0, and 0 for none.
    public init(difference: Double = 0, gradientSupervision: Double = 0, invariance: Double = 0) {
        for strength in [difference, gradientSupervision, invariance] {
            precondition(strength >= 0 && strength.isFinite, "strength \(strength)")
        }
        self.difference = difference
        self.gradientSupervision = gradientSupervision
        self.invariance = invariance
    }

    /// Pairs are rows like others.
    public static let none = PairLoss()

    /// Only the difference loss.
    public static func difference(_ strength: Double) -> PairLoss { PairLoss(difference: strength) }

    /// Only gradient supervision.
    public static func gradientSupervision(_ strength: Double) -> PairLoss {
        PairLoss(gradientSupervision: strength)
    }

    /// Only logit pairing of invariance pairs.
    public static func invariance(_ strength: Double) -> PairLoss { PairLoss(invariance: strength) }

    /// Without what is not convex.
    var convex: PairLoss { PairLoss(difference: difference, invariance: invariance) }
}
