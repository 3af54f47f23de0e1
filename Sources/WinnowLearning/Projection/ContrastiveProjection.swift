/// A linear map of dense features that brings rows of one label together and drives the others apart.
///
/// Minimises `L(W) + pull/2 · ‖W − 1‖²` over square W, from W = 1, by L-BFGS. With x̃ the rows, less their mean and divided by
/// the root of their mean square, `z = x̃ W / √(‖x̃ W‖² + 0.01)` and a the weights of rows, of sum 1,
///
///     L = −Σᵢ aᵢ Σⱼ qᵢⱼ ln pᵢⱼ,   pᵢⱼ = exp(zᵢ·zⱼ / τ) / Σₖ aₖ exp(zᵢ·zₖ / τ),   qᵢⱼ = aⱼ / Σₖ aₖ for j, k of i's label, else 0.
///
/// Rows whose label is not certain have no part in it. It draws no random numbers, and it is a function of the rows as a
/// weighted set: weight 2 is the row twice, weight 0 no row.
///
/// - Source: Khosla et al. 2020, "Supervised contrastive learning", equation 2; learning it from few labelled rows before a
///   logistic regression is the idea of SetFit (Tunstall et al. 2022), here without touching the encoder. Deviations: W is
///   pulled to 1 in place of an early stop; the sums over pairs are weighted, by label where labels are balanced (as Zhu et al.
///   2022, "Balanced contrastive learning", do in the denominator); a row is its own pair too, as a row that is there twice
///   would be; rows near the origin, which have no sure direction, get less than length 1.
public struct ContrastiveProjection: Sendable, Hashable {
    /// τ, from 0.01 on: the lower, the more the nearest pairs count.
    public var temperature: Double
    /// How strongly W is held to 1, above 0.
    public var pull: Double
    /// Iterations of L-BFGS at most, at least 1.
    public var iterationLimit: Int

    /// - Parameters: As the properties say.
    public init(temperature: Double = 1, pull: Double = 0.3, iterationLimit: Int = 60) {
        precondition(temperature >= 0.01 && temperature.isFinite, "temperature \(temperature)")
        precondition(pull > 0 && pull.isFinite, "pull \(pull)")
        precondition(iterationLimit > 0, "\(iterationLimit) iterations")
        (self.temperature, self.pull, self.iterationLimit) = (temperature, pull, iterationLimit)
    }
}
