import Foundation
import Testing
import WinnowLearning

@Suite struct DraftChecksTests {
    private static let original =
        "The film was good, and I liked the cast. It was never dull for me at all, from start to end."

    private static func codes(_ revised: String, of original: String = original) -> [DraftFindingCode] {
        DraftChecks().findings(original: original, revised: revised).map(\.code)
    }

    @Test("a minimal edit is fine")
    func fine() {
        #expect(Self.codes(Self.original.replacing("good", with: "bad").replacing("liked", with: "hated")) == [])
    }

    @Test(
        "each fault is noticed",
        arguments: [
            (original.replacing(" ", with: "  "), [DraftFindingCode.noChange]), ("", [.empty]), (" ... ", [.empty]),
            (original + " Not really, though.", [.appended]),
            ("Edited: " + original.replacing("good", with: "bad"), [.wrapper]),
            ("\"" + original.replacing("good", with: "bad") + "\"", [.wrapper]),
            (original.replacing("good", with: "good -> bad"), [.wrapper]),
            (original + " " + original, [.tooManyEdits, .wrapper, .appended]),
            (original.replacing("good", with: "ок"), []),
            (original.replacing("film was good", with: "фильм был плохим"), [.script]),
            (original.replacing("good", with: "\u{FFFD}"), [.encoding]),
            (original.replacing("good", with: "\u{0}"), [.encoding]),
            ("Bad.", [.tooManyEdits, .length]),
        ]
    )
    func faults(revised: String, expected: [DraftFindingCode]) {
        #expect(Self.codes(revised) == expected)
    }

    @Test("what the original has already is no fault of the revised text")
    func inherited() {
        let odd = "\"Edited: a -> b \u{FFFD} \u{0} это плохой фильм\""
        #expect(Self.codes(odd.replacing("плохой", with: "хороший"), of: odd) == [])
    }

    @Test("kana in a text of ideographs is no other writing system")
    func japanese() {
        #expect(Self.codes("映画は悪い", of: "映画良") == [])
        #expect(Self.codes("映画は bad", of: "映画は良い") == [.script])
    }

    @Test("an emoji says something without words")
    func pictures() {
        #expect(Self.codes("👎", of: "👍") == [] && Self.codes("👎🏽 🇩🇪", of: "👍🏽 🇩🇪") == [])
        #expect(Self.codes("👍", of: "👍") == [.noChange] && Self.codes("!?", of: "👍") == [.empty])
        #expect(Self.codes("\u{FFFD}", of: "👍") == [.empty])
    }

    @Test(
        "what nobody sees is no change",
        arguments: [
            original + "\u{200B}", original.replacing("good", with: "go\u{AD}od"),
            original.replacing("good", with: "\u{200B}good\n"),
        ]
    )
    func unseen(revised: String) {
        #expect(Self.codes(revised) == [.noChange])
    }

    @Test("the original is found twice in long texts that are made to take long", .timeLimit(.minutes(1)))
    func repeated() {
        let original = "b" + String(repeating: "a", count: 100_000)
        #expect(Self.codes(original + " " + original, of: original).contains(.wrapper))
        #expect(Self.codes(original + original, of: original).contains(.wrapper))
        #expect(!Self.codes(String(repeating: "a", count: 300_000), of: original).contains(.wrapper))
        // An occurrence that begins within another one is none of its own.
        let rule = String(repeating: "ab", count: 20)
        #expect(!Self.codes(rule + "ab" + String(repeating: "c", count: 60), of: rule).contains(.wrapper))
    }

    @Test("findings have a sentence each, the gravest first, and texts of any kind are read")
    func hostile() {
        var texts = HostileTexts(seed: 6)
        let checks = DraftChecks(fluency: FluencyCheck(FluencyModel((0..<20).map { _ in texts.next(upTo: 30) })))
        for _ in 0..<300 {
            let original = texts.next(upTo: 40)
            let findings = checks.findings(original: original, revised: texts.edited(original))
            #expect(findings.allSatisfy { $0.message.hasSuffix(".") })
            #expect(zip(findings, findings.dropFirst()).allSatisfy { $0.severity >= $1.severity })
        }
        #expect(DraftSeverity.allCases == DraftSeverity.allCases.sorted())
    }
}

@Suite struct FluencyTests {
    private static let pool = (0..<200).map { row in
        let (subject, verb) = (
            ["the film", "the cast", "this plot", "my dog"][row % 4], ["was", "is", "seemed"][row % 3]
        )
        return "\(subject) \(verb) \(["good", "bad", "long", "dull", "fine"][row % 5]) to me."
    }

    @Test("words in the order of the pool are more probable than the same words in another")
    func order() {
        let model = FluencyModel(Self.pool)
        func score(_ text: String) -> Double { model.meanLogProbability(of: TokenizedText(text)) }
        #expect(score("the film is dull to me.") > score("dull the is film me to."))
        #expect(score("the film is dull to me.") > score("the film is zzzz to me."))
        #expect(score("") == 0 && score("zzzz").isFinite)
    }

    @Test("the probabilities of all words after any words add up to less than one, the rest is for unknown ones")
    func sums() {
        let model = FluencyModel(Self.pool)
        let words = Set(Self.pool.flatMap { TokenizedText($0).keys })
        func total(_ text: String) -> Double { model.meanLogProbability(of: TokenizedText(text)) }
        for history in ["", "the", "the film", "film the", "zzzz"] {
            let count = Double(TokenizedText(history).tokens.count)
            let sum = words.reduce(0.0) { $0 + exp((count + 1) * total(history + " " + $1) - count * total(history)) }
            #expect(sum > 0.5 && sum < 1)
        }
    }

    @Test("where there are more texts than the limit takes in, they are drawn, whatever order they come in")
    func draw() {
        let texts = ["good", "bad"].flatMap { Array(repeating: "the film was \($0)", count: 100) }
        // Half of the tokens: the first half would not have the second word.
        let model = FluencyModel(texts, seed: 1, tokenLimit: 400)
        func score(_ text: String) -> Double { model.meanLogProbability(of: TokenizedText(text)) }
        #expect(score("the film was good") > score("the film was zzzz") + 0.5)
        #expect(score("the film was bad") > score("the film was zzzz") + 0.5)
    }

    @Test("an edit of a pool's text is judged as if the model had not seen the text")
    func withoutOwn() {
        let own = "a gloomy cat ate some fish"
        let check = FluencyCheck(FluencyModel(Self.pool + [own]))
        let other = FluencyCheck(FluencyModel(Self.pool))
        let revised = TokenizedText("a cheerful cat ate some fish")
        let difference = check.score(original: TokenizedText(own), revised: revised)
        #expect(abs(difference - other.score(original: TokenizedText(own), revised: revised)) < 0.05)
        let model = check.model
        let naive = model.meanLogProbability(of: revised) - model.meanLogProbability(of: TokenizedText(own))
        #expect(naive < difference - 0.5)
    }

    @Test("the threshold is where 2 % of people's edits lie below, and the default one with too few of these")
    func calibration() {
        let model = FluencyModel(Self.pool)
        let pairs = Self.pool.map { original in
            AcceptedPair(
                original: original,
                revised: original.replacing("good", with: "bad"),
                sourceLabel: 0,
                targetLabel: 1
            )
        }
        let check = FluencyCheck(model, accepted: pairs)
        #expect(check.isCalibrated)
        let below = pairs.count { pair in
            check.score(original: TokenizedText(pair.original), revised: TokenizedText(pair.revised)) < check.threshold
        }
        #expect(below <= pairs.count / 50)
        let few = FluencyCheck(model, accepted: Array(pairs.prefix(FluencyCheck.pairLimit - 1)))
        #expect(!few.isCalibrated && few.threshold == FluencyCheck.defaultThreshold)
        let findings = DraftChecks(fluency: check).findings(
            original: "the film is dull to me.",
            revised: "the zzzz zzzz zzzz to me."
        )
        #expect(findings.map(\.code) == [.fluency])
    }
}
