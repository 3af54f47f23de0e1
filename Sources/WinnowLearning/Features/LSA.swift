private import Foundation
package import WinnowNumerics

/// `lsa.v1`: latent semantic analysis, a pool's TF-IDF rows projected onto the directions in which they vary most.
///
/// A truncated singular value decomposition `X ≈ U Σ Vᵀ` of the pool's rows; a text's features are its row times V, scaled
/// to length 1. Texts that share few words but words of the same company come to lie near each other, without any label.
///
/// - Source: Deerwester et al. 1990; the decomposition by random projection and power iterations of Halko, Martinsson and
///   Tropp 2011 (algorithms 4.4 and 5.1). Deviations: an orthonormal basis comes from the eigenvectors of a Gram matrix,
///   which also leaves out directions that are not there; only the `termLimit` most frequent terms are looked at, and at
///   most `rowLimit` rows, drawn with a seed that is always the same.
package struct LSA: Sendable, Hashable {
    /// Columns, k.
    package var columnCount: Int

    package static let columnRange = 2...1024
    /// Terms by how many texts have them.
    static let termLimit = 1 << 15
    static let rowLimit = 1 << 15
    private static let extraCount = 16
    private static let iterationCount = 3

    package init(columnCount: Int = 256) {
        precondition(LSA.columnRange.contains(columnCount), "\(columnCount) columns")
        self.columnCount = columnCount
    }

    /// The rows of a pool that are looked at: all, or `rowLimit` of them.
    package static func sample(of rowCount: Int) -> [Int] {
        guard rowCount > rowLimit else { return Array(0..<rowCount) }
        var generator = SeededGenerator(seed: 0, purpose: "lsa rows")
        return generator.sample(rowLimit, from: rowCount).sorted()
    }

    /// Fits.
    ///
    /// - Parameter rows: TF-IDF rows whose columns are dealt by frequency, most frequent first (see `FittedTFIDF`).
    /// - Complexity: O(entries · k + n·k²), a few times.
    package func fit(_ rows: SparseMatrix, cancellation: Cancellation? = nil) throws(LearningError) -> FittedLSA {
        let rows = rows.keeping(firstColumns: LSA.termLimit)
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
        return FittedLSA(basis: directions.times(rotation, outputCount: columnCount))
    }
}

/// `LSA` with the directions of a pool: turns TF-IDF rows into dense ones.
package struct FittedLSA: Sendable, Equatable {
    /// V, `(terms, k)`.
    package let basis: WideMatrix

    package init(basis: WideMatrix) {
        self.basis = basis
    }

    package var columnCount: Int { basis.columnCount }

    /// Rows of length 1; a row without a term that the pool has often enough is 0.
    ///
    /// - Complexity: O(entries · k).
    package func rows(of rows: SparseMatrix) -> DenseMatrix {
        let product = rows.keeping(firstColumns: basis.rowCount).times(basis)
        var out = DenseMatrix(zeros: rows.rowCount, columnCount)
        for row in 0..<rows.rowCount {
            let source = product.values[row * product.stride..<row * product.stride + columnCount]
            let scale = FittedLSA.scale(source)
            for (column, value) in source.enumerated() { out.values[row * columnCount + column] = scale * value }
        }
        return out
    }

    /// What makes a projected row's length 1.
    static func scale(_ row: ArraySlice<Float>) -> Float {
        let square = row.reduce(0.0) { $0 + Double($1) * Double($1) }
        return square > 1e-12 ? Float(1 / square.squareRoot()) : 0
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

extension SparseMatrix {
    /// The entries of the first columns.
    fileprivate func keeping(firstColumns count: Int) -> SparseMatrix {
        if columnCount <= count { return self }
        var builder = SparseMatrixBuilder(columnCount: count)
        builder.reserve(rows: rowCount)
        for row in 0..<rowCount {
            let entries = entries(of: row)
            // Columns ascend.
            let end = columns[entries].partitioningIndex { $0 >= UInt32(count) }
            let kept = entries.lowerBound..<end
            builder.append(columns: columns[kept], values: values[kept])
        }
        return builder.build()
    }
}

extension RandomAccessCollection {
    /// The first place from which on all elements are so, in a collection that is parted that way.
    fileprivate func partitioningIndex(where isBehind: (Element) -> Bool) -> Index {
        var (low, length) = (startIndex, count)
        while length > 0 {
            let half = length / 2
            let middle = index(low, offsetBy: half)
            if isBehind(self[middle]) {
                length = half
            } else {
                low = index(after: middle)
                length -= half + 1
            }
        }
        return low
    }
}
