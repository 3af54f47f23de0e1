/// Roots with flip pairs, and whether all members of these get their labels.
///
/// Members are the originals and the revised rows of flip pairs. Other rows of a root have no part in it: rows of
/// invariance pairs, whose labels no edit turns, and drafts, whose labels nobody has looked at.
///
/// - Source: Gardner et al. 2020, contrast consistency: a contrast set with its original is right as a whole or not.
enum ContrastConsistency {
    /// - Parameters:
    ///   - flips: See `[RowPair].flips`.
    ///   - roots: By row.
    ///   - isRight: Whether a row gets its label.
    /// - Returns: By root with a flip pair, in the order of roots.
    static func byRoot(_ flips: [RowPair], roots: [Int64], isRight: (Int) -> Bool) -> [Bool] {
        var consistent: [Int64: Bool] = [:]
        for pair in flips {
            let root = roots[pair.original]
            consistent[root] = (consistent[root] ?? true) && isRight(pair.original) && isRight(pair.revised)
        }
        return consistent.sorted { $0.key < $1.key }.map(\.value)
    }
}

extension [RowPair] {
    /// Flip pairs of rows with two different labels: an original that was given the target label since has nothing to
    /// flip.
    ///
    /// - Parameter label: Of a row; nil where it has none that is certain.
    func flips(_ label: (Int) -> Int?) -> [RowPair] {
        filter { pair in
            guard pair.kind == .flip, let old = label(pair.original), let new = label(pair.revised) else {
                return false
            }
            return old != new
        }
    }
}
