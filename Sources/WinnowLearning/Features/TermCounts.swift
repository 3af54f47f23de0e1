/// How often each hashed term occurs in one text: columns ascending, counts at least 1.
public struct TermCounts: Sendable, Equatable {
    /// Hashed terms, ascending.
    public var columns: [UInt32]
    /// As many as columns, at least 1.
    public var counts: [UInt32]
}

extension TermCounts {
    /// Sorts and counts the columns of all occurrences.
    ///
    /// - Parameter occurrences: A column for each occurrence of a term, any order, below 2²².
    /// - Complexity: O(occurrences): a radix sort in two passes of 11 bits.
    init(occurrences: [UInt32]) {
        let sorted = occurrences.count < 64 ? occurrences.sorted() : radixSorted(occurrences)
        columns = []
        counts = []
        columns.reserveCapacity(sorted.count)
        counts.reserveCapacity(sorted.count)
        for column in sorted {
            if column == columns.last {
                counts[counts.count - 1] += 1
            } else {
                columns.append(column)
                counts.append(1)
            }
        }
    }
}

private func radixSorted(_ keys: [UInt32]) -> [UInt32] {
    var source = keys
    var target = [UInt32](repeating: 0, count: keys.count)
    for shift in [UInt32(0), 11] {
        var offsets = [Int](repeating: 0, count: 2048)
        for key in source { offsets[Int((key >> shift) & 2047)] += 1 }
        var sum = 0
        for digit in 0..<2048 { (offsets[digit], sum) = (sum, sum + offsets[digit]) }
        for key in source {
            let digit = Int((key >> shift) & 2047)
            target[offsets[digit]] = key
            offsets[digit] += 1
        }
        swap(&source, &target)
    }
    return source
}
