internal import WinnowNumerics

/// `negation.v1`: puts in a negation or takes one back, by rules for English.
///
/// The first draft does so once in each sentence, at the first place that there is: a text of which one sentence is turned
/// says two things. The drafts after it change one place each, in random order.
///
/// - Source: See `NegationRules`.
public struct NegationGenerator: DraftGenerator {
    /// See `DraftGenerator`.
    public static let id = "negation.v1"
    /// See `DraftGenerator`.
    public static let purpose = DraftPurpose.flip

    /// It has no settings.
    public init() {}

    /// See `DraftGenerator`. Labels are of no account; the family of a draft that changes one place is `inserted`, `removed`
    /// or `swapped`.
    public func drafts(for request: DraftRequest) -> [Draft] {
        let original = TokenizedText(request.original)
        var collector = DraftCollector(request, original: original)
        var matches = NegationRules.matches(in: original)
        let first = firstOfSentences(matches, in: original)
        collector.add(first.map(\.substitution), family: first.count == 1 ? first[0].family.rawValue : "sentences")
        var generator = SeededGenerator(seed: request.seed, purpose: "negation.v1")
        matches.shuffle(using: &generator)
        for match in matches where !collector.isFull {
            collector.add([match.substitution], family: match.family.rawValue)
        }
        return collector.drafts
    }

    private func firstOfSentences(_ matches: [NegationRules.Match], in text: TokenizedText) -> [NegationRules.Match] {
        let numbers = text.sentences
        var (last, end) = (0, 0)
        return matches.filter { match in
            let place = match.substitution.tokens.lowerBound
            guard numbers[place] != last, place >= end else { return false }
            (last, end) = (numbers[place], match.substitution.tokens.upperBound)
            return true
        }
    }
}
