import Testing
import WinnowDomain
import WinnowQueueFiles

struct WritingTests {
    @Test func `Reading what was written gives the same definition`() {
        var random = RandomDefinitions(seed: 7)
        for _ in 0..<2000 {
            let definition = random.definition()
            let text = QueueFile.text(for: definition)
            let reading = QueueFile.read(text: text, name: "written")
            #expect(reading.definition == definition, "\(text)\n\(reading.diagnostics.map(\.text))")
            guard reading.definition == definition else { break }
        }
    }

    @Test func `A definition is written with every value spelled out`() throws {
        let file = """
            version: 1
            title: Reviews
            item: {text: "{{body}}"}
            labels: [positive, {name: "no", key: "0", description: "Bad: worse"}]
            guidelines: |
              First read.

              Then decide.
            """
        let definition = try #require(QueueFile.read(text: file, name: "f").definition)
        let expected = """
            version: 1
            title: Reviews
            task: classification
            item: {kind: text, text: "{{body}}", id: id, label: label, meta: []}
            labels:
              - {name: positive}
              - {name: "no", key: "0", description: "Bad: worse"}
            guidelines: "First read.\\n\\nThen decide."
            features:
              - {id: tfidf.v1, words: [1, 2], characters: [3, 5], dimensions: 262144, scale: 0.5, ratios: 0}
              - {id: lsa.v1, columns: 256, temper: 0.25}
            classifier: {id: logistic-regression.v1, l2: auto, calibration: temperature, label_weights: equal}
            head: {id: none, aim: discriminant}
            committee: {members: 5, by: bootstrap}
            query: {id: auto.v1, explore: 0.1, batch: 25, subsample: 0, neighbours: 0, balance: none, similarity: 1, cost: items}
            initialization: {id: random.v1, size: 10}
            evaluation: {share: 0.1}
            assignment: {overlap: 1, lease: 10m, order: ranked, suggest: 0}
            retrain: {after: 1, at_most_every: 0s}
            counterfactuals: {verification: blind, select: confident-per-word.v1, share: 0, weight: 3, loss: none, strength: 1, invariance: 1, drafts: 0}
            seed: 7

            """
        #expect(QueueFile.text(for: definition) == expected)
        var ended = definition
        ended.guidelines += "\n"
        #expect(QueueFile.text(for: ended).contains("guidelines: |\n  First read.\n\n  Then decide.\nfeatures:"))
    }

    @Test func `Durations are written in the largest unit that is exact`() {
        let texts = ["0s", "500ms", "90s", "10m", "2h", "7d", "1500ms"]
        for text in texts { #expect(DurationText.duration(text).map(DurationText.text) == text) }
        #expect(DurationText.duration("120s").map(DurationText.text) == "2m")
        for text in ["", "10", "m", "-1s", "1.5h", "10 m", "9223372036854775807d", "99999999999999999999s"] {
            #expect(DurationText.duration(text) == nil)
        }
    }
}
