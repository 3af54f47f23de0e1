/// Where `model-guided.v1` takes substitutions from.
public struct GuidedSources: Sendable {
    /// What people did to other texts; nil for none.
    public var memory: SubstitutionMemory?
    /// What somebody says the opposites are; nil for none.
    public var lexicon: Lexicon?
    /// What stands in texts of the target label between the same neighbours; nil for none. The text to revise may be among
    /// those that it was made of: then it is left out of account.
    public var contexts: ContextPhrases?
    /// Whether English negations come and go.
    public var negations: Bool

    /// - Parameters: See the properties.
    public init(
        memory: SubstitutionMemory? = nil,
        lexicon: Lexicon? = nil,
        contexts: ContextPhrases? = nil,
        negations: Bool = true
    ) {
        self.memory = memory
        self.lexicon = lexicon
        self.contexts = contexts
        self.negations = negations
    }
}

/// A substitution and how much it is to be trusted.
struct GuidedCandidate {
    /// Replacements of one phrase by the memory, most frequent first, and by contexts.
    private static let replacementLimit = 4

    let substitution: Substitution
    /// What its gain is multiplied by, 0…1: a model can be moved by many words, and few of them turn a text's meaning.
    let trust: Double
    /// Of a negation: it turns its whole sentence, in which nothing else may be turned then.
    var isNegation = false

    /// What people or lists vouch for, none twice.
    static func vouched(
        in text: TokenizedText,
        from source: Int,
        to target: Int,
        _ sources: GuidedSources
    ) -> [GuidedCandidate] {
        let keys = text.keys
        var found: [GuidedCandidate] = []
        for match in sources.memory?.repeatedTable(from: source, to: target)?.allMatches(in: keys) ?? [] {
            for replacement in match.value.replacements.prefix(min(match.value.repeatedCount, replacementLimit)) {
                found.append(candidate(match.tokens, replacement.text, trust: 1, in: text))
            }
        }
        for match in sources.lexicon?.table.allMatches(in: keys) ?? [] {
            for replacement in match.value.prefix(replacementLimit) {
                found.append(candidate(match.tokens, replacement, trust: 0.9, in: text))
            }
        }
        if sources.negations {
            found += NegationRules.matches(in: text).map {
                .init(substitution: $0.substitution, trust: 0.7, isNegation: true)
            }
        }
        return unique(found)
    }

    /// What people did once, and what stands between the same neighbours in other texts; none twice.
    static func possible(
        in text: TokenizedText,
        from source: Int,
        to target: Int,
        _ sources: GuidedSources
    ) -> [GuidedCandidate] {
        var found: [GuidedCandidate] = []
        for match in sources.memory?.table(from: source, to: target)?.allMatches(in: text.keys) ?? [] {
            for replacement in match.value.replacements.dropFirst(match.value.repeatedCount).prefix(replacementLimit) {
                found.append(candidate(match.tokens, replacement.text, trust: 0.6, in: text))
            }
        }
        guard let contexts = sources.contexts else { return unique(found) }
        let reading = contexts.reading(of: text)
        for place in text.tokens.indices {
            for end in place + 1...min(place + 2, text.tokens.count) {
                found += reading.phrases(for: place..<end, from: source, to: target, limit: replacementLimit)
                    .map { candidate(place..<end, $0, trust: 0.5, in: text) }
            }
        }
        return unique(found)
    }

    /// Leaving out single words, which is tried where nothing else turns the model.
    static func deletions(in text: TokenizedText) -> [GuidedCandidate] {
        text.tokens.indices.filter { text.tokens[$0].isWord }.map { place in
            .init(substitution: Substitution(tokens: place..<place + 1, text: ""), trust: 0.3)
        }
    }

    private static func candidate(
        _ tokens: Range<Int>,
        _ replacement: String,
        trust: Double,
        in text: TokenizedText
    ) -> GuidedCandidate {
        .init(substitution: Substitution(tokens: tokens, text: text.inCase(of: tokens, replacement)), trust: trust)
    }

    /// Of equal ones the first stays, whose source is trusted most.
    private static func unique(_ candidates: [GuidedCandidate]) -> [GuidedCandidate] {
        var seen = Set<Substitution>()
        return candidates.filter { seen.insert($0.substitution).inserted }
    }
}
