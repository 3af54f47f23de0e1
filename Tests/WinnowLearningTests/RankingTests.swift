import Testing
import WinnowLearning
import WinnowNumerics

@Suite struct RankingTests {
    @Test("random scores depend on the seed and the number of rows only")
    func random() {
        let first = RandomChoice.scores(50, seed: 8)
        #expect(RandomChoice.scores(50, seed: 8) == first)
        #expect(RandomChoice.scores(50, seed: 9) != first)
        #expect(Set(first).count == 50)
    }

    @Test("a ranking gives every position once, best first, however far it is followed")
    func ranking() {
        var generator = SeededGenerator(seed: 2, purpose: "ranking")
        let scores = (0..<1000).map { _ in Float(Int.random(in: 0..<50, using: &generator)) }
        var ranking = Ranking(scores: scores, prefixCount: 10)
        let order = (0..<1000).compactMap { ranking.position(atRank: $0) }
        #expect(order == scores.indices.sorted { (-scores[$0], $0) < (-scores[$1], $1) })
        #expect(ranking.position(atRank: 1000) == nil)
    }

    @Test("a batch comes first in its order, then the others by score, each once; ranks and positions agree")
    func batch() {
        var generator = SeededGenerator(seed: 4, purpose: "ranking")
        let scores = (0..<300).map { _ in Float(Int.random(in: 0..<50, using: &generator)) }
        let leading = [7, 250, 31]
        var ranking = Ranking(
            Selection(scores: scores, leading: leading, probabilities: [0.5, 0.2, 0.1]),
            prefixCount: 5
        )
        let order = (0..<300).compactMap { ranking.position(atRank: $0) }
        let others = scores.indices.filter { !leading.contains($0) }.sorted { (-scores[$0], $0) < (-scores[$1], $1) }
        #expect(order == leading + others)
        #expect(order.enumerated().allSatisfy { ranking.rank(of: $0.element) == $0.offset })
        #expect(ranking.probability(of: 250) == 0.2 && ranking.probability(of: 8) == nil)
        let undrawn = Ranking(Selection(scores: scores, leading: leading))
        #expect(undrawn.probability(of: 7) == nil && undrawn.rank(of: 299) != 299)
    }
}
