public import WinnowNumerics

/// A frozen network that turns texts into rows of numbers, whatever pool they are from.
public protocol TextEncoder: Sendable {
    /// d, above 0.
    var columnCount: Int { get }

    /// Rows of texts, `(n, d)`, in their order.
    ///
    /// The same text gives the same row whatever it is made beside. It may take long, or wait for another machine.
    ///
    /// - Throws: `LearningError.encoder` when it cannot be done.
    func rows(of texts: [String]) throws(LearningError) -> DenseMatrix
}
