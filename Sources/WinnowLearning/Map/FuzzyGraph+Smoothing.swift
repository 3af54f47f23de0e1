internal import WinnowNumerics

extension FuzzyGraph {
    /// Places that are each the mean of a row's own and its neighbours', by weight, taken some times over.
    ///
    /// - Complexity: O(edges · count); the same bits for any number of threads.
    /// - Source: steps of the power method, from a start of choice, towards the eigenvectors of Belkin and Niyogi 2003.
    func smoothed(_ places: [SIMD2<Float>], count: Int) -> [SIMD2<Float>] {
        precondition(places.count == rowCount, "\(places.count) places of \(rowCount) rows")
        var places = places
        for _ in 0..<count {
            let last = places
            places.withUnsafeMutableBufferPointer { out in
                // SAFETY: each chunk writes its own rows, and the memory outlives the loop.
                nonisolated(unsafe) let out = out
                ParallelFor.chunks(of: rowCount, size: 1024) { _, rows in
                    for row in rows {
                        var (sum, total) = (last[row], Float(1))
                        for entry in offsets[row]..<offsets[row + 1] {
                            sum += weights[entry] * last[Int(others[entry])]
                            total += weights[entry]
                        }
                        out[row] = sum / total
                    }
                }
            }
        }
        return places
    }
}
