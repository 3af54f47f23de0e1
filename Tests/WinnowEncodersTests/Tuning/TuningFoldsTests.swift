import Foundation
import Testing

@testable import WinnowEncoders

@Suite("Folds and verdicts of a tuning")
struct TuningFoldsTests {
    @Test("groups stay whole, and labels are spread")
    func folds() {
        let labels = (0..<100).map { $0 % 10 == 0 ? 1 : 0 }
        let groups = (0..<100).map { $0 / 2 }
        let set = TuningSet(
            texts: labels.map { "\($0)" },
            labels: labels,
            groups: groups,
            labelCount: 2
        )
        let parts = TuningFolds.parts(of: set, count: 5, seed: 3)
        #expect(parts == TuningFolds.parts(of: set, count: 5, seed: 3))
        for pair in 0..<50 { #expect(parts[2 * pair] == parts[2 * pair + 1]) }
        for part in 0..<5 {
            let texts = parts.indices.filter { parts[$0] == part }
            #expect(texts.count == 20)
            #expect(texts.count { labels[$0] == 1 } == 2)
        }
    }

    @Test("parts are as many as the second most frequent label has groups")
    func counts() {
        func count(_ labels: [Int], _ groups: [Int]? = nil) -> Int {
            let set = TuningSet(texts: labels.map { "\($0)" }, labels: labels, groups: groups, labelCount: 4)
            return AdapterTuning.foldCount(set, most: 5)
        }
        #expect(count([]) == 0 && count([1, 1, 1]) == 0 && count([1, 1, 2]) == 1)
        #expect(count([1, 1, 1, 2, 2, 3]) == 2)
        #expect(count([1, 1, 1, 2, 2, 2, 2], [1, 2, 3, 4, 4, 4, 5]) == 2)
        #expect(count(Array(repeating: 0, count: 9) + Array(repeating: 3, count: 9)) == 5)
    }

    @Test("a verdict counts groups as one observation each")
    func verdict() {
        func judgement(_ group: Int, _ before: Bool, _ after: Bool) -> TuningVerdict.Judgement {
            TuningVerdict.Judgement(group: group, label: 1, frozen: [0, before ? 1 : -1], tuned: [0, after ? 1 : -1])
        }
        let alone = TuningVerdict((0..<10).map { judgement($0, $0 >= 4, true) })
        #expect(abs(alone.gain - 0.4) < 1e-12 && alone.helps)
        // √(10/9 · Σ(d − 0.4)²) / 10 with four 1 and six 0.
        #expect(abs(alone.standardError - (10.0 / 9 * 2.4).squareRoot() / 10) < 1e-12)
        let together = TuningVerdict((0..<10).map { judgement($0 / 5, $0 >= 4, true) })
        #expect(together.groupCount == 2 && together.gain == alone.gain)
        #expect(together.standardError > alone.standardError)
        #expect(alone.lossGain > 0.3 && alone.lossStandardError < 0.1)
        #expect(!TuningVerdict([]).helps)
        #expect(!TuningVerdict([judgement(0, false, true)]).helps)
        #expect(!TuningVerdict((0..<9).map { judgement($0, true, true) }).helps)
    }

    @Test("losses are those of the best temperature, and a label that nobody knew costs the same either way")
    func temperature() {
        // Three of four right: the best probability is 3/4 whatever the logits' scale.
        for scale in [0.1, 1, 20] {
            let logits = [[0, scale], [0, scale], [0, scale], [scale, 0]]
            let held = HeldOutLogits(logits, labels: [1, 1, 1, 1])
            #expect(held.areRight == [true, true, true, false])
            let expected = [0.75, 0.75, 0.75, 0.25].map { -log($0) }
            for (loss, value) in zip(held.losses, expected) { #expect(abs(loss - value) < 1e-6) }
        }
        let unknown = HeldOutLogits([[Double(AdapterLayout.never), 1], [0, 1]], labels: [0, 1])
        #expect(unknown.losses[0] == 30 && unknown.losses[1] < 1e-6)
    }
}
