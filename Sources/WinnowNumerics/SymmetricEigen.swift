private import Foundation

/// The eigenvalues and eigenvectors of a real symmetric matrix.
///
/// - Source: Householder's reduction to three diagonals and QL steps with implicit shifts (Golub and Van Loan 2013,
///   algorithms 8.3.1 and 8.3.3; Bowdler, Martin, Reinsch and Wilkinson 1968).
/// - Complexity: O(n³).
public struct SymmetricEigen: Sendable {
    /// n.
    public let count: Int
    /// Largest first.
    public let values: [Double]
    /// A vector of length 1 for each value, row-major `(n, n)`: row i belongs to `values[i]`.
    public let vectors: [Double]

    /// - Parameters:
    ///   - matrix: Row-major `(n, n)`, finite; only the lower triangle is read.
    public init(_ matrix: [Double], count n: Int) {
        precondition(matrix.count == n * n, "\(matrix.count) numbers for \(n) × \(n)")
        var reduction = Tridiagonal(matrix, count: n)
        reduction.iterate()
        let order = (0..<n).sorted {
            reduction.diagonal[$0] == reduction.diagonal[$1]
                ? $0 < $1 : reduction.diagonal[$0] > reduction.diagonal[$1]
        }
        count = n
        values = order.map { reduction.diagonal[$0] }
        let rows = reduction.vectors
        vectors = order.flatMap { rows[$0 * n..<($0 + 1) * n] }
    }
}

/// A symmetric matrix as `Qᵀ T Q` with T on three diagonals; QL steps make T diagonal.
private struct Tridiagonal {
    private let n: Int
    /// Of T, in the end the eigenvalues.
    private(set) var diagonal: [Double]
    /// Beside the diagonal: `beside[i]` lies between i and i + 1.
    private var beside: [Double]
    /// The rows of Q, in the end the eigenvectors.
    private(set) var vectors: [Double]

    init(_ matrix: [Double], count n: Int) {
        self.n = n
        var a = matrix
        for row in 0..<n {
            for column in row + 1..<max(n, row + 1) { a[row * n + column] = a[column * n + row] }
        }
        var vectors = [Double](repeating: 0, count: n * n)
        for index in 0..<n { vectors[index * n + index] = 1 }
        var beside = [Double](repeating: 0, count: n)
        a.withUnsafeMutableBufferPointer { a in
            vectors.withUnsafeMutableBufferPointer { q in
                for k in 0..<max(0, n - 2) { beside[k] = Self.reflect(a, q, column: k, count: n) }
            }
        }
        if n > 1 { beside[n - 2] = a[(n - 1) * n + n - 2] }
        diagonal = (0..<n).map { a[$0 * n + $0] }
        self.beside = beside
        self.vectors = vectors
    }

    /// One reflection: clears a column below its subdiagonal, on both sides.
    ///
    /// - Returns: The number beside the diagonal.
    private static func reflect(
        _ a: UnsafeMutableBufferPointer<Double>,
        _ q: UnsafeMutableBufferPointer<Double>,
        column k: Int,
        count n: Int
    ) -> Double {
        var v = [Double](repeating: 0, count: n)
        var scale = 0.0
        for row in k + 1..<n { scale = max(scale, abs(a[row * n + k])) }
        guard scale > 0 else { return 0 }
        var square = 0.0
        for row in k + 1..<n {
            v[row] = a[row * n + k] / scale
            square += v[row] * v[row]
        }
        let first = v[k + 1]
        let length = first > 0 ? -square.squareRoot() : square.squareRoot()
        v[k + 1] = first - length
        // 2 / vᵀv.
        let factor = 1 / (square - length * first)
        // A ← (1 − factor v vᵀ) A (1 − factor v vᵀ), on what is left of A: a change of rank two.
        var p = [Double](repeating: 0, count: n)
        for row in k + 1..<n {
            var sum = 0.0
            for column in k + 1..<n { sum += a[row * n + column] * v[column] }
            p[row] = factor * sum
        }
        var inner = 0.0
        for row in k + 1..<n { inner += p[row] * v[row] }
        for row in k + 1..<n { p[row] -= factor / 2 * inner * v[row] }
        for row in k + 1..<n {
            let (x, y) = (v[row], p[row])
            for column in k + 1..<n { a[row * n + column] -= x * p[column] + y * v[column] }
        }
        // Q ← (1 − factor v vᵀ) Q, by rows.
        var w = [Double](repeating: 0, count: n)
        for row in k + 1..<n {
            let x = v[row]
            for column in 0..<n { w[column] += x * q[row * n + column] }
        }
        for row in k + 1..<n {
            let x = factor * v[row]
            for column in 0..<n { q[row * n + column] -= x * w[column] }
        }
        return length * scale
    }

    /// QL steps with implicit shifts until nothing is left beside the diagonal.
    mutating func iterate() {
        var rotated = vectors
        rotated.withUnsafeMutableBufferPointer { q in
            for first in 0..<n {
                // A few steps an eigenvalue are enough; more than thirty were never seen.
                for _ in 0..<60 {
                    let last = end(of: first)
                    guard last > first else { break }
                    step(first, last, q)
                }
            }
        }
        vectors = rotated
    }

    /// Where the block that begins at an index ends: behind it nothing is left beside the diagonal.
    private func end(of first: Int) -> Int {
        var last = first
        while last + 1 < n {
            let size = abs(diagonal[last]) + abs(diagonal[last + 1])
            if abs(beside[last]) <= 0x1p-52 * size { break }
            last += 1
        }
        return last
    }

    private mutating func step(_ first: Int, _ last: Int, _ q: UnsafeMutableBufferPointer<Double>) {
        let n = n
        // Wilkinson's shift, from the upper corner.
        var g = (diagonal[first + 1] - diagonal[first]) / (2 * beside[first])
        var r = hypot(g, 1)
        g = diagonal[last] - diagonal[first] + beside[first] / (g + (g >= 0 ? r : -r))
        var (sine, cosine, p) = (1.0, 1.0, 0.0)
        var index = last - 1
        while index >= first {
            let f = sine * beside[index]
            let b = cosine * beside[index]
            r = hypot(f, g)
            beside[index + 1] = r
            if r == 0 {
                diagonal[index + 1] -= p
                beside[last] = 0
                return
            }
            (sine, cosine) = (f / r, g / r)
            g = diagonal[index + 1] - p
            let t = (diagonal[index] - g) * sine + 2 * cosine * b
            p = sine * t
            diagonal[index + 1] = g + p
            g = cosine * t - b
            for column in 0..<n {
                let (upper, lower) = (q[(index + 1) * n + column], q[index * n + column])
                q[(index + 1) * n + column] = sine * lower + cosine * upper
                q[index * n + column] = cosine * lower - sine * upper
            }
            index -= 1
        }
        diagonal[first] -= p
        beside[first] = g
        if last < n { beside[last] = 0 }
    }
}
