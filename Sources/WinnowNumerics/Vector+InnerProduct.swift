/// Loops over memory without checks of bounds or uniqueness: an iteration of L-BFGS does dozens of them.
extension [Double]: InnerProductPoint {
    /// Eight sums side by side, added at the end in a fixed order: a single one would wait for itself at each addition.
    public func dot(_ other: [Double]) -> Double {
        precondition(count == other.count, "\(count) and \(other.count) coordinates")
        return withUnsafeBufferPointer { left in
            other.withUnsafeBufferPointer { right in
                var sums = SIMD8<Double>(repeating: 0)
                let whole = left.count & ~7
                for index in stride(from: 0, to: whole, by: 8) {
                    sums += SIMD8(left, at: index) * SIMD8(right, at: index)
                }
                var sum = sums.sum()
                for index in whole..<left.count { sum += left[index] * right[index] }
                return sum
            }
        }
    }

    /// In place; of as many coordinates.
    public mutating func add(_ scale: Double, _ other: [Double]) {
        precondition(count == other.count, "\(count) and \(other.count) coordinates")
        withUnsafeMutableBufferPointer { left in
            other.withUnsafeBufferPointer { right in
                for index in left.indices { left[index] += scale * right[index] }
            }
        }
    }

    /// In place.
    public mutating func multiply(by factor: Double) {
        withUnsafeMutableBufferPointer { values in
            for index in values.indices { values[index] *= factor }
        }
    }
}

extension SIMD8<Double> {
    fileprivate init(_ values: UnsafeBufferPointer<Double>, at index: Int) {
        self.init(
            values[index],
            values[index + 1],
            values[index + 2],
            values[index + 3],
            values[index + 4],
            values[index + 5],
            values[index + 6],
            values[index + 7]
        )
    }
}
