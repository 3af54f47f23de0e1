import Testing
import WinnowLearning

@Suite struct EditMeasureTests {
    private static func distance(_ one: String, _ other: String) -> Int { EditMeasure(from: one, to: other).distance }

    /// The textbook's table of all prefixes.
    private static func naive(_ one: [String], _ other: [String]) -> Int {
        var row = Array(0...other.count)
        for place in one.indices {
            var diagonal = row[0]
            row[0] = place + 1
            for column in other.indices {
                let above = row[column + 1]
                row[column + 1] = min(diagonal + (one[place] == other[column] ? 0 : 1), above + 1, row[column] + 1)
                diagonal = above
            }
        }
        return row[other.count]
    }

    @Test("one of four words is a distance of 1 and a ratio of a quarter")
    func example() {
        let measure = EditMeasure(from: "I love this product", to: "I hate this product")
        #expect(measure.distance == 1 && measure.originalTokenCount == 4 && measure.ratio == 0.25)
        #expect(measure.segmentCount == 1 && measure.lengthRatio == 1 && !measure.isNoChange)
    }

    @Test("the distance is that of the textbook, symmetric, within the triangle, and 0 for equal words only")
    func metric() {
        var texts = HostileTexts(seed: 5)
        for _ in 0..<400 {
            let one = texts.next(upTo: 60)
            let (two, three) = (texts.edited(one), texts.next(upTo: 60))
            let keys = [one, two, three].map { TokenizedText($0).keys }
            #expect(Self.distance(one, two) == Self.naive(keys[0], keys[1]))
            #expect(Self.distance(one, three) == Self.naive(keys[0], keys[2]))
            #expect(Self.distance(two, one) == Self.distance(one, two))
            #expect(Self.distance(one, three) <= Self.distance(one, two) + Self.distance(two, three))
            #expect((Self.distance(one, two) == 0) == (keys[0] == keys[1]))
        }
    }

    @Test("white space alone is no change, case alone is one of distance 0")
    func noChange() {
        #expect(EditMeasure(from: "a  b\n", to: "a b").isNoChange)
        let folded = EditMeasure(from: "Good film", to: "GOOD film")
        #expect(!folded.isNoChange && folded.distance == 0)
        #expect(EditLimits().verdict(on: EditMeasure(from: "", to: "")) == .noChange)
    }

    @Test(
        "long texts are judged by the share of words edited, short ones by their number",
        arguments: [
            (100, 35, EditVerdict.fine), (100, 36, .warn), (100, 60, .warn), (100, 61, .block), (10, 6, .fine),
            (10, 7, .warn), (19, 12, .warn), (19, 13, .block), (20, 7, .fine), (20, 8, .warn), (20, 13, .block),
        ]
    )
    func verdicts(count: Int, edited: Int, expected: EditVerdict) {
        let original = (0..<count).map { "w\($0)" }
        let revised = (0..<count).map { $0 < edited ? "v\($0)" : "w\($0)" }
        let measure = EditMeasure(from: original.joined(separator: " "), to: revised.joined(separator: " "))
        #expect(measure.distance == edited)
        #expect(EditLimits().verdict(on: measure) == expected)
    }

    @Test("an empty original has finite ratios")
    func empty() {
        let measure = EditMeasure(from: "", to: "one two three")
        #expect(measure.ratio == 3 && measure.lengthRatio == 3)
        #expect(EditMeasure(from: "one", to: "").lengthRatio == 0)
    }

    @Test("the meter's scale ascends from 0 to 1 and knows its percentiles")
    func scale() {
        #expect(
            HumanEdits.share(below: 0) == 0 && HumanEdits.share(below: -1) == 0 && HumanEdits.share(below: .nan) == 0
        )
        #expect(abs(HumanEdits.share(below: 0.114) - 0.5) < 1e-12 && HumanEdits.share(below: 9) == 1)
        let shares = (0...160).map { HumanEdits.share(below: Double($0) / 100) }
        #expect(zip(shares, shares.dropFirst()).allSatisfy { $0 <= $1 })
        for table in [HumanEdits.ratios, HumanEdits.lengthRatios] { #expect(table.count == HumanEdits.percents.count) }
    }
}
