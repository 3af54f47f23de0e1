private import Foundation
internal import WinnowNumerics

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
    /// nil with fewer than two texts that were edited. With more than `pairLimit` pairs of texts it is the mean of so many that are
    /// drawn at random: the standard error of that is at most 0.005.
    public let dissimilarity: Double?

    /// Different edits over all, 0…1; 0 where there is none.
    public var distinctShare: Double { editCount > 0 ? Double(distinctCount) / Double(editCount) : 0 }

    /// Pairs of texts that are compared, at most.
    static let pairLimit = 10_000

    /// - Parameter texts: The pieces of each counterfactual: of all, or of one root.
    /// - Complexity: O(e log e) for e edits, and O(e) for each of at most `pairLimit` pairs, e then of two texts; the same texts give
    ///   the same figures.
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
        dissimilarity = EditDiversity.dissimilarity(sets)
    }

    private static func entropy(_ counts: [EditKind: Int]) -> Double {
        let total = Double(counts.values.reduce(0, +))
        // In a fixed order: the sum is then the same in each process.
        let shares = EditKind.allCases.compactMap { counts[$0] }.map { Double($0) / total }
        return shares.reduce(0) { $0 - $1 * log2($1) }
    }

    /// - Parameter sets: Numbers of each text's edits, ascending.
    private static func dissimilarity(_ sets: [[Int]]) -> Double? {
        guard sets.count > 1 else { return nil }
        var (similarity, pairCount) = (0.0, 0)
        func compare(_ one: Int, _ other: Int) {
            similarity += EditDiversity.similarity(sets[one], sets[other])
            pairCount += 1
        }
        if sets.count * (sets.count - 1) / 2 <= pairLimit {
            for one in sets.indices { for other in 0..<one { compare(one, other) } }
        } else {
            var generator = SeededGenerator(seed: 0, purpose: "edit diversity")
            for _ in 0..<pairLimit {
                let one = Int.random(in: sets.indices, using: &generator)
                // Any but that one.
                let other = Int.random(in: 1..<sets.count, using: &generator)
                compare(one, (one + other) % sets.count)
            }
        }
        return 1 - similarity / Double(pairCount)
    }

    /// What two ascending lists have in common over what is in either.
    private static func similarity(_ one: [Int], _ other: [Int]) -> Double {
        var (left, right, common) = (0, 0, 0)
        while left < one.count, right < other.count {
            let (a, b) = (one[left], other[right])
            if a == b { common += 1 }
            if a <= b { left += 1 }
            if b <= a { right += 1 }
        }
        return Double(common) / Double(one.count + other.count - common)
    }
}

private struct Words: Hashable {
    let original: [String]
    let revised: [String]
}
