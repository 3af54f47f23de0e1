internal import WinnowNumerics

extension FeatureRows {
    /// ‖x' − x‖ of two rows.
    ///
    /// - Complexity: O(entries of the rows + dense columns).
    func distance(between first: Int, and second: Int) -> Double {
        var square = sparse?.squaredDistance(between: first, and: second) ?? 0
        if let dense {
            for (left, right) in zip(dense.row(first), dense.row(second)) {
                let gap = Double(left) - Double(right)
                square += gap * gap
            }
        }
        return square.squareRoot()
    }
}

extension SparseMatrix {
    /// Of two rows, by a walk along both.
    fileprivate func squaredDistance(between first: Int, and second: Int) -> Double {
        var (left, right) = (entries(of: first), entries(of: second))
        var square = 0.0
        func next(_ range: Range<Int>) -> UInt32 { range.isEmpty ? .max : columns[range.lowerBound] }
        func pop(_ range: inout Range<Int>) -> Double {
            defer { range = range.lowerBound + 1..<range.upperBound }
            return Double(values[range.lowerBound])
        }
        while !left.isEmpty || !right.isEmpty {
            let (a, b) = (next(left), next(right))
            let gap = (a <= b ? pop(&left) : 0) - (b <= a ? pop(&right) : 0)
            square += gap * gap
        }
        return square
    }
}
