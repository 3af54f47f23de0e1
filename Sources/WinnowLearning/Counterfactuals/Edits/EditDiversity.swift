private import Foundation

/// How different the edits of many counterfactuals are: pairs that all swap `good` for `bad` teach that swap alone.
///
/// - Source: Joshi and He 2022 (that a lack of diversity limits what pairs teach); the three figures are ours.
public struct EditDiversity: Sendable, Hashable {
    /// Pieces that were edited.
    public let editCount: Int
    /// Different (went, came) among them.
    public let distinctCount: Int
    /// Entropy of the kinds in bits, 0…log₂ of the number of kinds.
    public let kindEntropy: Double
    /// One minus the mean similarity of two texts' edits (the share of edits that both have among those that either has), 0…1;
    /// nil with fewer than two texts that were edited.
    public let dissimilarity: Double?

    /// Different edits over all, 0…1; 0 where there is none.
    public var distinctShare: Double { editCount > 0 ? Double(distinctCount) / Double(editCount) : 0 }

    /// - Parameter texts: The pieces of each counterfactual: of all, or of one root.
    /// - Complexity: O(edits + pairs of texts that share an edit).
    public init(_ texts: [[EditSegment]]) {
        var numbers: [Words: Int] = [:]
        var sets: [[Int]] = []
        for segments in texts where !segments.isEmpty {
            var set = Set<Int>()
            for segment in segments {
                let words = Words(original: segment.original, revised: segment.revised)
                let number = numbers[words] ?? numbers.count
                numbers[words] = number
                set.insert(number)
            }
            sets.append(set.sorted())
        }
        editCount = texts.reduce(0) { $0 + $1.count }
        distinctCount = numbers.count
        kindEntropy = EditDiversity.entropy(EditKind.counts(of: texts.joined()))
        dissimilarity = EditDiversity.dissimilarity(sets, editCount: numbers.count)
    }

    private static func entropy(_ counts: [EditKind: Int]) -> Double {
        let total = Double(counts.values.reduce(0, +))
        // In a fixed order: the sum is then the same in each process.
        let shares = EditKind.allCases.compactMap { counts[$0] }.map { Double($0) / total }
        return shares.reduce(0) { $0 - $1 * log2($1) }
    }

    private static func dissimilarity(_ sets: [[Int]], editCount: Int) -> Double? {
        guard sets.count > 1 else { return nil }
        var owners = [[Int]](repeating: [], count: editCount)
        var similarity = 0.0
        for (place, set) in sets.enumerated() {
            var shared: [Int: Int] = [:]
            for edit in set {
                for other in owners[edit] { shared[other, default: 0] += 1 }
                owners[edit].append(place)
            }
            for (other, count) in shared.sorted(by: { $0.key < $1.key }) {
                similarity += Double(count) / Double(set.count + sets[other].count - count)
            }
        }
        return 1 - similarity / (Double(sets.count) * Double(sets.count - 1) / 2)
    }
}

private struct Words: Hashable {
    let original: [String]
    let revised: [String]
}
