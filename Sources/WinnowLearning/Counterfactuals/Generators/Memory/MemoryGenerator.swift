internal import WinnowNumerics

/// `memory.v1`: replaces every phrase that people replaced before, as they did most often.
///
/// Phrases are looked for from left to right, longest first. Drafts after the first draw each replacement by how often it was
/// seen. A text where fewer than `substitutionLimit` phrases are known gets no draft: one swapped word seldom turns a label.
///
/// - Source: See `SubstitutionMemory`.
public struct MemoryGenerator: DraftGenerator {
    /// See `DraftGenerator`.
    public static let id = "memory.v1"
    /// See `DraftGenerator`.
    public static let purpose = DraftPurpose.flip

    /// Where substitutions come from.
    public let memory: SubstitutionMemory
    /// Phrases that a draft replaces at least.
    public let substitutionLimit: Int

    /// - Parameters: See the properties.
    public init(_ memory: SubstitutionMemory, substitutionLimit: Int = 2) {
        self.memory = memory
        self.substitutionLimit = substitutionLimit
    }

    /// See `DraftGenerator`.
    public func drafts(for request: DraftRequest) -> [Draft] {
        let original = TokenizedText(request.original)
        var collector = DraftCollector(request, original: original)
        let matches =
            memory.repeatedTable(from: request.sourceLabel, to: request.targetLabel)?.matches(in: original.keys) ?? []
        guard matches.count >= max(1, substitutionLimit) else { return [] }
        // The same draft may be drawn several times.
        for attempt in 0..<Swift.max(0, min(request.limit, 1000)) * 4 where !collector.isFull {
            var generator = SeededGenerator(seed: request.seed, purpose: "memory.v1", index: UInt64(attempt))
            collector.add(
                matches.map { match in
                    let choice = attempt == 0 ? 0 : match.value.draw(using: &generator)
                    let text = match.value.replacements[choice].text
                    return Substitution(tokens: match.tokens, text: original.inCase(of: match.tokens, text))
                }
            )
        }
        return collector.drafts
    }
}

extension SubstitutionMemory.Entry {
    /// A replacement's place, as likely as it was seen.
    fileprivate func draw(using generator: inout SeededGenerator) -> Int {
        let repeated = replacements.prefix(repeatedCount)
        var rest = Int.random(in: 0..<max(1, repeated.reduce(0) { $0 + $1.count }), using: &generator)
        for (place, replacement) in repeated.enumerated() {
            if rest < replacement.count { return place }
            rest -= replacement.count
        }
        return 0
    }
}
