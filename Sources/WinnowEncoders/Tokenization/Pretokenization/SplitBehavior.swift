/// What becomes of the matches that a text is split at.
enum SplitBehavior: String, Sendable, CaseIterable {
    case removed = "Removed"
    case isolated = "Isolated"
    case mergedWithPrevious = "MergedWithPrevious"
    case mergedWithNext = "MergedWithNext"
    case contiguous = "Contiguous"

    /// A stretch of a text that is a match, or lies between matches.
    struct Stretch {
        var range: Range<Int>
        let isMatch: Bool
    }

    /// Appends the pieces that stretches, which lie end to end, become.
    func append(_ stretches: [Stretch], to ranges: inout [Range<Int>]) {
        switch self {
        case .isolated: for stretch in stretches { ranges.append(stretch.range) }
        case .removed: for stretch in stretches where !stretch.isMatch { ranges.append(stretch.range) }
        case .contiguous: merge(stretches, into: &ranges) { $0.isMatch == $1 }
        case .mergedWithPrevious: merge(stretches, into: &ranges) { $0.isMatch && !$1 }
        case .mergedWithNext: mergeWithNext(stretches, into: &ranges)
        }
    }

    /// Merges a stretch into the one before when `joins` says so, told whether that one is a match.
    private func merge(
        _ stretches: [Stretch],
        into ranges: inout [Range<Int>],
        joins: (Stretch, Bool) -> Bool
    ) {
        for (index, stretch) in stretches.enumerated() {
            if index > 0, joins(stretch, stretches[index - 1].isMatch) {
                let last = ranges.removeLast()
                ranges.append(last.lowerBound..<stretch.range.upperBound)
            } else {
                ranges.append(stretch.range)
            }
        }
    }

    private func mergeWithNext(_ stretches: [Stretch], into ranges: inout [Range<Int>]) {
        for (index, stretch) in stretches.enumerated() {
            if index > 0, stretches[index - 1].isMatch, !stretch.isMatch {
                let last = ranges.removeLast()
                ranges.append(last.lowerBound..<stretch.range.upperBound)
            } else {
                ranges.append(stretch.range)
            }
        }
    }
}
