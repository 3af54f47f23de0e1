package import WinnowNumerics

/// What turns texts into vectors.
package protocol VectorMaking: Sendable {
    /// d, above 0.
    var dimension: Int { get }
    /// Texts so far of which the end was not read.
    var cutCount: Int { get }

    /// Vectors of texts, `(n, d)`, in their order: the same text gives the same vector whatever it is made beside.
    func vectors(of texts: [String]) throws(EncoderError) -> DenseMatrix
}
