private import Foundation
public import WinnowNumerics

/// `lsa.v1`: latent semantic analysis, a pool's TF-IDF rows projected onto the directions in which they vary most.
///
/// A truncated singular value decomposition `X ≈ U Σ Vᵀ` of the pool's rows; a text's features are its row times V, scaled
/// to length 1, along the principal axes of these rows. Texts that share few words but words of the same company come to lie
/// near each other, without any label.
///
/// - Source: Deerwester et al. 1990; the decomposition by random projection and power iterations of Halko, Martinsson and
///   Tropp 2011 (algorithms 4.4 and 5.1). Deviations: an orthonormal basis comes from the eigenvectors of a Gram matrix,
///   which also leaves out directions that are not there; only the `termLimit` most frequent terms are looked at, and at
///   most `rowLimit` rows, drawn with a seed that is always the same. Turning the rows to their principal axes changes no
///   distance; it makes columns uncorrelated, for `Tempering`.
public struct LSA: Sendable, Hashable {
    /// Columns, k.
    public var columnCount: Int

    /// Of `columnCount`.
    public static let columnRange = 2...1024
    /// Terms by how many texts have them.
    static let termLimit = 1 << 15
    static let rowLimit = 1 << 15
    private static let extraCount = 16
    private static let iterationCount = 3

    /// - Parameter columnCount: In `columnRange`.
    public init(columnCount: Int = 256) {
        precondition(LSA.columnRange.contains(columnCount), "\(columnCount) columns")
        self.columnCount = columnCount
    }

    /// The rows of a pool that are looked at: all, or `rowLimit` of them.
    public static func sample(of rowCount: Int) -> [Int] {
        guard rowCount > rowLimit else { return Array(0..<rowCount) }
        var generator = SeededGenerator(seed: 0, purpose: "lsa rows")
        return generator.sample(rowLimit, from: rowCount).sorted()
    }

    /// Fits.
    ///
    /// - Parameter rows: TF-IDF rows whose columns are dealt by frequency, most frequent first (see `FittedTFIDF`).
    /// - Complexity: O(entries · k + n·k²), a few times.
    public func fit(_ rows: SparseMatrix, cancellation: Cancellation? = nil) throws(LearningError) -> FittedLSA {
        let rows = rows.keeping(firstColumns: LSA.termLimit)
        guard rows.rowCount > 0 else {
            return FittedLSA(
                basis: WideMatrix(zeros: rows.columnCount, columnCount),
                variances: [Float](repeating: 0, count: columnCount)
            )
        }
        let transposed = rows.transposed()
        let width = columnCount + LSA.extraCount
        var generator = SeededGenerator(seed: 0, purpose: "lsa directions")
        var directions = WideMatrix(zeros: rows.columnCount, width)
        for row in 0..<rows.columnCount {
            // Signs do as well as normal numbers (Achlioptas 2003), and are the same on every machine.
            for column in 0..<width { directions[row, column] = generator.next() >> 63 == 0 ? 1 : -1 }
        }
        for _ in 0..<LSA.iterationCount {
            if cancellation?.isCancelled == true { throw .cancelled }
            directions = transposed.times(rows.times(directions).orthonormal())
        }
        if cancellation?.isCancelled == true { throw .cancelled }
        // B = Qᵀ X has the directions as the rows of its own singular vectors; BBᵀ is small.
        directions = transposed.times(rows.times(directions).orthonormal().orthonormal())
        let eigen = SymmetricEigen(directions.gram(), count: directions.columnCount)
        let kept = eigen.values.prefix(columnCount).count { $0 > 1e-9 * max(eigen.values[0], 1e-300) }
        var rotation = [Double](repeating: 0, count: directions.columnCount * columnCount)
        for column in 0..<kept {
            let scale = 1 / eigen.values[column].squareRoot()
            for index in 0..<directions.columnCount {
                rotation[index * columnCount + column] = scale * eigen.vectors[column * eigen.count + index]
            }
        }
        let basis = directions.times(rotation, outputCount: columnCount)
        let axes = PrincipalAxes(of: WideMatrix(FittedLSA(basis: basis, variances: []).rows(of: rows)))
        return FittedLSA(
            basis: basis.times(axes.rotation, outputCount: columnCount),
            variances: axes.variances.map(Float.init)
        )
    }
}

extension WideMatrix {
    /// An orthonormal basis of the space of the columns; directions that are not there become 0.
    ///
    /// - Source: `Y · U · Λ^(−1/2)` with `YᵀY = U Λ Uᵀ`.
    fileprivate func orthonormal() -> WideMatrix {
        let eigen = SymmetricEigen(gram(), count: columnCount)
        var rotation = [Double](repeating: 0, count: columnCount * columnCount)
        for column in 0..<columnCount where eigen.values[column] > 1e-10 * max(eigen.values[0], 1e-300) {
            let scale = 1 / eigen.values[column].squareRoot()
            for index in 0..<columnCount {
                rotation[index * columnCount + column] = scale * eigen.vectors[column * columnCount + index]
            }
        }
        return times(rotation, outputCount: columnCount)
    }
}
