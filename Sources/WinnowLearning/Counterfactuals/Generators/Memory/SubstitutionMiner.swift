/// Counts the replacements of one direction.
struct SubstitutionMiner {
    private let settings: SubstitutionMemory.Settings
    /// By phrase and by key of the replacement: how often, in each way of writing it.
    private var counts: [String: [String: [String: Int]]] = [:]
    private var phrases: [String: [String]] = [:]
    private var originals: [[String]] = []

    init(_ settings: SubstitutionMemory.Settings) {
        self.settings = settings
    }

    mutating func add(_ pair: AcceptedPair) {
        let (original, revised) = (TokenizedText(pair.original), TokenizedText(pair.revised))
        originals.append(original.keys)
        let limit = 1...max(1, settings.phraseLimit)
        for segment in EditSegment.all(from: original, to: revised)
        where limit.contains(segment.original.count) && limit.contains(segment.revised.count) {
            let phrase = segment.original.joined(separator: " ")
            let written = String(revised.text(of: segment.revisedTokens)).withSingleSpaces
            let text = Casing(of: original.text(of: segment.originalTokens)).removed(from: written)
            phrases[phrase] = segment.original
            counts[phrase, default: [:]][segment.revised.joined(separator: " "), default: [:]][text, default: 0] += 1
        }
    }

    func entries() -> [SubstitutionMemory.Entry] {
        let occurrences = occurrences()
        return counts.compactMap { phrase, written in
            guard let keys = phrases[phrase] else { return nil }
            let replacements = written.values.compactMap(replacement)
                .sorted { ($1.count, $0.text) < ($0.count, $1.text) }
            let editCount = replacements.reduce(0) { $0 + $1.count }
            let occurrenceCount = occurrences[phrase] ?? 0
            guard editCount >= max(1, settings.countLimit),
                Double(editCount) >= settings.editedShare * Double(occurrenceCount)
            else { return nil }
            return .init(
                phrase: keys,
                replacements: replacements,
                editCount: editCount,
                occurrenceCount: occurrenceCount,
                repeatedCount: replacements.prefix { $0.count >= settings.countLimit }.count
            )
        }
    }

    /// All ways of writing one replacement, in the most frequent of them.
    private func replacement(_ written: [String: Int]) -> SubstitutionMemory.Replacement? {
        let best = written.max { ($0.value, $1.key) < ($1.value, $0.key) }
        return best.map { .init(text: $0.key, count: written.values.reduce(0, +)) }
    }

    private func occurrences() -> [String: Int] {
        let starts = Set(phrases.values.compactMap(\.first))
        var occurrences: [String: Int] = [:]
        for keys in originals {
            for place in keys.indices where starts.contains(keys[place]) {
                for end in place + 1...min(keys.count, place + max(1, settings.phraseLimit)) {
                    let phrase = keys[place..<end].joined(separator: " ")
                    if counts[phrase] != nil { occurrences[phrase, default: 0] += 1 }
                }
            }
        }
        return occurrences
    }
}
