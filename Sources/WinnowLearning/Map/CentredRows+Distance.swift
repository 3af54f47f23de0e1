extension CentredRows {
    /// The square of the distance of two rows, from their differences: of equal rows exactly 0.
    func squaredDistance(_ one: Int, _ other: Int) -> Float {
        let d = columnCount
        return withValues { values in Self.squaredDistance(values + one * d, values + other * d, count: d) }
    }

    /// Sixteen sums side by side, added at the end in a fixed order.
    @inline(__always)
    static func squaredDistance(_ one: UnsafePointer<Float>, _ other: UnsafePointer<Float>, count: Int) -> Float {
        let (left, right) = (UnsafeRawPointer(one), UnsafeRawPointer(other))
        var sums = SIMD16<Float>(repeating: 0)
        let whole = count & ~15
        for column in stride(from: 0, to: whole, by: 16) {
            let difference =
                left.loadUnaligned(fromByteOffset: 4 * column, as: SIMD16<Float>.self)
                - right.loadUnaligned(fromByteOffset: 4 * column, as: SIMD16<Float>.self)
            sums += difference * difference
        }
        var sum = sums.sum()
        for column in whole..<count {
            let difference = one[column] - other[column]
            sum += difference * difference
        }
        return sum
    }
}
