private import Foundation

/// By the square of a distance, how much a row is drawn to a neighbour and driven from another: what the difference
/// of their places is multiplied by.
///
/// Looked up, between 128 points in each doubling: powers cost ten times as much. Relative errors are below 1e-4.
///
/// - Source: the gradients of McInnes, Healy and Melville 2018, section 3.2, with the 0.001 of their implementation.
struct LayoutForces: Sendable {
    private let attraction: [Float]
    private let repulsion: [Float]

    /// Squares from 2^-30 on, and below 2^30; others count as the nearest of these.
    private static let exponents = -30..<30
    private static let bitCount = 7
    private static let firstBits = UInt32(127 + exponents.lowerBound) << 23
    private static let lastBits = (UInt32(127 + exponents.upperBound) << 23) - 1

    init(_ curve: LayoutCurve) {
        let (a, b) = (curve.a, curve.b)
        let count = Self.exponents.count << Self.bitCount
        let squares = (0...count).map { index -> Double in
            Double(Float(bitPattern: Self.firstBits + UInt32(index) << UInt32(23 - Self.bitCount)))
        }
        attraction = squares.map { Float(2 * a * b * pow($0, b - 1) / (1 + a * pow($0, b))) }
        repulsion = squares.map { Float(2 * b / ((0.001 + $0) * (1 + a * pow($0, b)))) }
    }

    /// The tables for a loop without checks.
    func withTables<Result>(_ body: (Tables) -> Result) -> Result {
        attraction.withUnsafeBufferPointer { attraction in
            repulsion.withUnsafeBufferPointer { repulsion in
                guard let pull = attraction.baseAddress, let push = repulsion.baseAddress else {
                    preconditionFailure("no tables")
                }
                return body(Tables(attraction: pull, repulsion: push))
            }
        }
    }

    struct Tables {
        let attraction: UnsafePointer<Float>
        let repulsion: UnsafePointer<Float>

        /// Where a square lies in a table, and how far towards the next entry, 0..<1.
        @inline(__always)
        private func position(_ square: Float) -> (Int, Float) {
            let bits =
                min(max(square.bitPattern, LayoutForces.firstBits), LayoutForces.lastBits) - LayoutForces.firstBits
            let rest = UInt32(23 - LayoutForces.bitCount)
            return (Int(bits >> rest), Float(bits & ((1 << rest) - 1)) / Float(1 << rest as UInt32))
        }

        /// - Parameter square: At least 0.
        @inline(__always)
        func pull(_ square: Float) -> Float {
            let (index, share) = position(square)
            return attraction[index] + share * (attraction[index + 1] - attraction[index])
        }

        /// - Parameter square: At least 0.
        @inline(__always)
        func push(_ square: Float) -> Float {
            let (index, share) = position(square)
            return repulsion[index] + share * (repulsion[index + 1] - repulsion[index])
        }
    }
}
