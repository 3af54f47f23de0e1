/// A stream of random numbers that is the same on every machine: xoshiro256\*\*, seeded through SplitMix64.
///
/// One stream per (seed, purpose, index): two purposes never share numbers, and work split into chunks draws the same
/// numbers however many threads do it.
///
/// - Source: Blackman and Vigna 2021, "Scrambled linear pseudorandom number generators"; Steele, Lea and Flood 2014.
public struct SeededGenerator: RandomNumberGenerator, Sendable {
    private var state: (UInt64, UInt64, UInt64, UInt64)

    /// - Parameters:
    ///   - purpose: Other purposes draw other numbers.
    ///   - index: Of a part of the work, which draws numbers of its own.
    public init(seed: UInt64, purpose: StaticString, index: UInt64 = 0) {
        // FNV-1a over the purpose's bytes, then SplitMix64 to spread what is left of the structure.
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        purpose.withUTF8Buffer { for byte in $0 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 } }
        var mixer = SplitMix(state: seed)
        mixer.state = mixer.next() ^ hash
        mixer.state = mixer.next() ^ index
        state = (mixer.next(), mixer.next(), mixer.next(), mixer.next())
    }

    /// 64 random bits.
    public mutating func next() -> UInt64 {
        let result = rotate(state.1 &* 5, 7) &* 9
        let shifted = state.1 << 17
        state.2 ^= state.0
        state.3 ^= state.1
        state.1 ^= state.2
        state.0 ^= state.3
        state.2 ^= shifted
        state.3 = rotate(state.3, 45)
        return result
    }

    /// Uniform in 0..<1, with 53 random bits.
    public mutating func uniform() -> Double {
        Double(next() >> 11) * 0x1p-53
    }

    private func rotate(_ value: UInt64, _ count: UInt64) -> UInt64 {
        (value << count) | (value >> (64 - count))
    }
}

extension SeededGenerator {
    /// `count` different numbers of `0..<upperBound`, each subset equally likely, in random order.
    ///
    /// - Complexity: O(upperBound) memory, O(upperBound) time (a partial Fisher-Yates shuffle).
    public mutating func sample(_ count: Int, from upperBound: Int) -> [Int] {
        precondition(count >= 0 && count <= upperBound, "\(count) of \(upperBound)")
        var numbers = Array(0..<upperBound)
        for index in 0..<count {
            numbers.swapAt(index, Int.random(in: index..<upperBound, using: &self))
        }
        return Array(numbers.prefix(count))
    }
}

/// Spreads 64 bits; also a fair hash of an integer.
public struct SplitMix: Sendable {
    /// Where the stream is.
    public var state: UInt64

    /// - Parameter state: Any number.
    public init(state: UInt64) {
        self.state = state
    }

    /// 64 random bits.
    public mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var z = state
        z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
        z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
        return z ^ (z >> 31)
    }
}
