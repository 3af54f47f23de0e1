import Testing
import WinnowDomain
import WinnowExchange
import WinnowTestSupport

/// Pairs in the layouts of other tools.
@Suite struct PairStreamTests {
    static func read(_ text: String, name: String = "pairs.jsonl") throws -> (pairs: [PairRecord], rejected: [String]) {
        let source = ByteSource(name: name, bytes: Array(text.utf8))
        let definition = try QueueDefinition.sample(["good", "poor"])
        var stream = try PairStream([source], wishes: RecordWishes(), definition: definition)
        var (pairs, rejected): ([PairRecord], [String]) = ([], [])
        while let outcome = try stream.next() {
            switch outcome {
            case .pair(let pair): pairs.append(pair)
            case .rejected(let one): rejected.append("\(one.place.line): \(one.reason)")
            }
        }
        return (pairs, rejected)
    }

    @Test("a row a pair, as Potato writes it")
    func wholeRows() throws {
        let found = try Self.read(
            """
            {"instance_id": "a1", "schema": "s", "original_text": "a good film", "original_label": "good", "counterfactual_text": "a bad film", "counterfactual_label": "poor", "kind": "flip", "annotator": "rosa", "timestamp": 3}
            """
        )
        let pair = try #require(found.pairs.first)
        #expect(pair.original.externalID == "a1" && pair.original.text == "a good film" && pair.annotator == "rosa")
        #expect(pair.original.annotation?.present == ["good"] && pair.revised.annotation?.present == ["poor"])
        #expect(pair.revised.text == "a bad film" && found.rejected.isEmpty)
    }

    @Test("a row a text, in any order; what has no original is named")
    func rows() throws {
        let found = try Self.read(
            """
            {"id": "r", "pair_id": "p1", "kind": "revised", "text": "a bad film", "label": "poor"}
            {"id": "o", "pair_id": "p1", "kind": "original", "text": "a good film", "label": "good"}
            {"id": "s", "pair_id": "p1", "kind": "revised", "text": "no good film", "label": "poor"}
            {"id": "t", "pair_id": "p2", "kind": "revised", "text": "alone", "label": "poor"}
            {"id": "u", "text": "no pair", "label": "poor"}
            """
        )
        #expect(found.pairs.map(\.revised.text) == ["a bad film", "no good film"])
        #expect(found.pairs.allSatisfy { $0.original.externalID == "o" })
        #expect(found.pairs.first?.original.data == .members(["text": "a good film"]))
        #expect(found.rejected.count == 2 && found.rejected[0].hasPrefix("5: this is no pair"))
        #expect(found.rejected[1] == "4: no record is the original of the pair \"p2\"")
    }

    @Test("the table of Kaushik et al.: the first of a batch is the original")
    func table() throws {
        let found = try Self.read(
            "Sentiment\tText\tbatch_id\nPositive\ta good film\t4\nNegative\ta bad film\t4\n",
            name: "a.tsv"
        )
        let pair = try #require(found.pairs.first)
        #expect(pair.original.text == "a good film" && pair.original.annotation?.present == ["Positive"])
        #expect(pair.revised.annotation?.present == ["Negative"] && pair.original.externalID.hasPrefix("record-"))
    }

    @Test("whatever a file has, it is read or named, and nothing traps")
    func hostile() throws {
        let texts = [
            "{}", "[]", "null", "{\"pair_id\": {}}", "{\"pair_id\": \"a\", \"kind\": 3, \"text\": 4, \"label\": []}",
            "{\"original_text\": null, \"counterfactual_text\": [1]}", "{\"original_text\": \"a\"}",
            "{\"batch_id\": \"1\", \"Text\": \"x\", \"Sentiment\": \"y\"}", "\u{0}", "{\"pair_id\": \"\"}",
        ]
        for text in texts { _ = try? Self.read(text + "\n" + text) }
    }
}
