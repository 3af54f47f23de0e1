/// Tells about how far a substitution would move a model, without asking it.
protocol EditEstimator {
    /// What is known of a text with some substitutions made.
    associatedtype Revision

    /// - Parameter chosen: Numbers of substitutions.
    func revision(with chosen: [Int]) -> Revision

    /// By how much the margin would rise with one substitution more.
    func gain(of substitution: Int, in revision: Revision) -> Double
}
