internal import WinnowNumerics

/// The few directions in which rows vary most, without the matrix of their covariances.
///
/// - Source: orthogonal iteration with a few vectors to spare and a Rayleigh-Ritz step at its end (Golub and Van Loan
///   2013, section 8.2; Halko, Martinsson and Tropp 2011).
struct LeadingAxes: Sendable {
    /// Vectors of d numbers, of length 1 and at right angles, that of most variance first; zeros where rows do not
    /// vary. Of each the largest number is above 0: which end is which is otherwise a matter of chance.
    let axes: [[Double]]

    private static let spareCount = 14
    private static let iterationCount = 12

    /// - Parameter rows: With a mean of about 0.
    /// - Complexity: O(n·d·(count + 14)·12); the same bits for any number of threads.
    init(of rows: WideMatrix, count: Int, seed: UInt64) {
        let d = rows.columnCount
        let m = min(d, count + Self.spareCount)
        var generator = SeededGenerator(seed: seed, purpose: "axes")
        var vectors = (0..<m).map { _ in (0..<d).map { _ in generator.uniform() - 0.5 } }
        Self.orthonormalize(&vectors)
        for _ in 0..<Self.iterationCount {
            let products = rows.times(Self.table(vectors, columnCount: d), outputCount: m)
            let back = rows.transposedTimes(products.values, outputCount: m, stride: products.stride)
            vectors = (0..<m).map { Array(back[$0 * rows.stride..<$0 * rows.stride + d]) }
            Self.orthonormalize(&vectors)
        }
        let gram = rows.times(Self.table(vectors, columnCount: d), outputCount: m).gram()
        let eigen = SymmetricEigen(gram, count: m)
        let turned = (0..<min(count, m)).map { rank in
            var axis = [Double](repeating: 0, count: d)
            for (number, vector) in vectors.enumerated() { axis.add(eigen.vectors[rank * m + number], vector) }
            let largest = axis.max { abs($0) < abs($1) } ?? 0
            if largest < 0 { axis.multiply(by: -1) }
            return axis
        }
        axes = turned + [[Double]](repeating: [Double](repeating: 0, count: d), count: count - turned.count)
    }

    /// Vectors as columns, row-major `(d, m)`.
    private static func table(_ vectors: [[Double]], columnCount: Int) -> [Double] {
        (0..<columnCount).flatMap { column in vectors.map { $0[column] } }
    }

    /// Gram and Schmidt's way, each twice for the sake of rounding; what depends on those before becomes 0.
    private static func orthonormalize(_ vectors: inout [[Double]]) {
        let largest = vectors.reduce(0) { max($0, $1.dot($1).squareRoot()) }
        for number in vectors.indices {
            for _ in 0..<2 {
                for other in 0..<number { vectors[number].add(-vectors[number].dot(vectors[other]), vectors[other]) }
            }
            let length = vectors[number].dot(vectors[number]).squareRoot()
            vectors[number].multiply(by: length > 1e-12 * largest ? 1 / length : 0)
        }
    }
}
