import Testing
import WinnowNumerics

@Suite struct RandomTests {
    @Test("a stream depends on seed, purpose and index, and on nothing else")
    func streams() {
        func first(_ seed: UInt64, _ purpose: StaticString, _ index: UInt64) -> UInt64 {
            var generator = SeededGenerator(seed: seed, purpose: purpose, index: index)
            return generator.next()
        }
        let values = [first(1, "a", 0), first(2, "a", 0), first(1, "b", 0), first(1, "a", 1)]
        #expect(Set(values).count == 4)
        #expect(first(1, "a", 0) == values[0])
    }

    @Test("a sample has no repeats and each element is drawn equally often")
    func sample() {
        var counts = [Int](repeating: 0, count: 10)
        for seed in 0..<4000 {
            var generator = SeededGenerator(seed: UInt64(seed), purpose: "sample")
            let sample = generator.sample(3, from: 10)
            #expect(Set(sample).count == 3)
            for element in sample { counts[element] += 1 }
        }
        // 1,200 expected, standard deviation 29: five of them either side.
        #expect(counts.allSatisfy { abs($0 - 1200) < 145 })
    }

    @Test("top positions equal a full sort with ties to the lower position", arguments: [0, 1, 7, 50, 99, 100, 300])
    func topPositions(count: Int) {
        var generator = SeededGenerator(seed: 3, purpose: "scores")
        let scores = (0..<100).map { _ in Float(Int.random(in: 0..<20, using: &generator)) }
        let sorted = scores.indices.sorted { (-scores[$0], $0) < (-scores[$1], $1) }
        #expect(WinnowNumerics.topPositions(count, of: scores) == Array(sorted.prefix(count)))
    }

    @Test("chunked work visits each element once, in any chunk size", arguments: [1, 3, 64, 1000])
    func parallel(size: Int) {
        let visits = ParallelFor.map(500) { $0 * 2 }
        #expect(visits == (0..<500).map { $0 * 2 })
        let flags = UnsafeMutableBufferPointer<Int>.allocate(capacity: 777)
        defer { flags.deallocate() }
        flags.initialize(repeating: 0)
        nonisolated(unsafe) let shared = flags
        ParallelFor.chunks(of: 777, size: size) { _, range in for index in range { shared[index] += 1 } }
        #expect(flags.allSatisfy { $0 == 1 })
    }
}
