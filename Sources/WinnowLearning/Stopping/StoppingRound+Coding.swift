private import Foundation

/// In JSON the keys are their differences and the predictions their label numbers, both as base64 of small integers:
/// 2,000 items take about 8 kB, a third of what they take as lists of numbers.
extension StoppingRound: Codable {
    private enum CodingKeys: String, CodingKey {
        case labelCount, keys, predicted, isMultilabel, uncertainty, expectedError
    }

    /// Writes what `init(from:)` reads.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(labelCount, forKey: .labelCount)
        var keyBytes = PackedIntegers()
        var previous: Int64 = 0
        for key in keys {
            keyBytes.append(UInt64(bitPattern: key &- previous))
            previous = key
        }
        try container.encode(Data(keyBytes.bytes), forKey: .keys)
        var labelBytes = PackedIntegers()
        for labels in predicted {
            if isMultilabel { labelBytes.append(UInt64(labels.count)) }
            for label in labels { labelBytes.append(UInt64(label)) }
        }
        try container.encode(Data(labelBytes.bytes), forKey: .predicted)
        try container.encode(isMultilabel, forKey: .isMultilabel)
        try container.encode(uncertainty, forKey: .uncertainty)
        try container.encodeIfPresent(expectedError, forKey: .expectedError)
    }

    /// - Throws: `DecodingError` for what was not written by `encode`.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        func check(_ holds: Bool, _ key: CodingKeys, _ message: String) throws {
            guard !holds else { return }
            throw DecodingError.dataCorruptedError(forKey: key, in: container, debugDescription: message)
        }
        let isMultilabel = try container.decode(Bool.self, forKey: .isMultilabel)
        let differences = PackedIntegers([UInt8](try container.decode(Data.self, forKey: .keys))).integers()
        try check(differences != nil, .keys, "cut off")
        var previous: Int64 = 0
        let keys = (differences ?? []).map { difference in
            previous = previous &+ Int64(bitPattern: difference)
            return previous
        }
        try check(zip(keys, keys.dropFirst()).allSatisfy { $0 < $1 }, .keys, "not ascending")
        let numbers = PackedIntegers([UInt8](try container.decode(Data.self, forKey: .predicted))).integers()
        let predicted = numbers.flatMap { StoppingRound.labelSets($0, count: keys.count, isMultilabel: isMultilabel) }
        try check(predicted != nil, .predicted, "not \(keys.count) sets of labels")
        let labelCount = try container.decode(Int.self, forKey: .labelCount)
        try check((0...1 << 40).contains(labelCount), .labelCount, "no number of items")
        let uncertainty = try container.decode(Double.self, forKey: .uncertainty)
        try check((0...1).contains(uncertainty), .uncertainty, "not in 0…1")
        let expectedError = try container.decodeIfPresent(Double.self, forKey: .expectedError)
        try check(expectedError.map { (0...1).contains($0) } ?? true, .expectedError, "not in 0…1")
        self.init(
            labelCount: labelCount,
            keys: keys,
            predicted: predicted ?? [],
            isMultilabel: isMultilabel,
            uncertainty: uncertainty,
            expectedError: expectedError
        )
    }

    /// - Returns: nil when the numbers are not so many sets of ascending labels.
    private static func labelSets(_ numbers: [UInt64], count: Int, isMultilabel: Bool) -> [[Int]]? {
        let labels = numbers.compactMap { $0 < 1 << 31 ? Int($0) : nil }
        guard labels.count == numbers.count else { return nil }
        guard isMultilabel else { return labels.count == count ? labels.map { [$0] } : nil }
        var sets: [[Int]] = []
        var place = 0
        while place < labels.count {
            let end = place + 1 + labels[place]
            guard end <= labels.count else { return nil }
            let set = Array(labels[place + 1..<end])
            guard zip(set, set.dropFirst()).allSatisfy({ $0 < $1 }) else { return nil }
            sets.append(set)
            place = end
        }
        return sets.count == count ? sets : nil
    }
}
