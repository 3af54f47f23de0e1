internal import Foundation
internal import WinnowDomain

/// A piece of a text around the first word that a search found, with all such words marked.
struct Excerpt: Sendable {
    struct Part: Sendable, Hashable {
        var text: String
        var isHit: Bool
    }

    let parts: [Part]

    /// What is looked at of a text; what is found further behind is not shown.
    private static let lookedAt = 20_000
    private static let before = 60

    /// - Parameter length: Characters that are shown, about.
    init(of text: String, _ query: SearchQuery?, length: Int) {
        let scalars = Array(text.unicodeScalars.prefix(Self.lookedAt))
        let hits = query.map { Self.hits(scalars, Wanted($0)) } ?? []
        let first = hits.first?.lowerBound ?? 0
        let start = first + 40 <= length ? 0 : max(0, first - Self.before)
        let end = min(scalars.count, start + length)
        var parts: [Part] = start > 0 ? [Part(text: "…", isHit: false)] : []
        var position = start
        func add(_ range: Range<Int>, isHit: Bool) {
            guard !range.isEmpty else { return }
            parts.append(Part(text: String(String.UnicodeScalarView(scalars[range])), isHit: isHit))
        }
        for hit in hits where hit.lowerBound >= start && hit.lowerBound < end {
            add(position..<hit.lowerBound, isHit: false)
            add(hit.lowerBound..<min(hit.upperBound, end), isHit: true)
            position = min(hit.upperBound, end)
        }
        add(position..<end, isHit: false)
        if end < text.unicodeScalars.count { parts.append(Part(text: "…", isHit: false)) }
        self.parts = parts
    }

    /// Words to be marked, folded as the index folds them.
    private struct Wanted {
        var words: Set<String> = []
        var prefixes: [String] = []

        init(_ query: SearchQuery) {
            for term in query.wanted {
                let scalars = Array(term.text.unicodeScalars)
                let ranges = Excerpt.words(scalars)
                for (number, range) in ranges.enumerated() {
                    let word = Excerpt.folded(scalars[range])
                    if term.isPrefix && number == ranges.count - 1 { prefixes.append(word) } else { words.insert(word) }
                }
            }
        }

        func contains(_ word: String) -> Bool { words.contains(word) || prefixes.contains { word.hasPrefix($0) } }
    }

    private static func hits(_ scalars: [Unicode.Scalar], _ wanted: Wanted) -> [Range<Int>] {
        words(scalars).filter { wanted.contains(folded(scalars[$0])) }
    }

    private static func words(_ scalars: [Unicode.Scalar]) -> [Range<Int>] {
        var ranges: [Range<Int>] = []
        var start: Int?
        for (position, scalar) in scalars.enumerated() {
            let isMark = start != nil && scalar.properties.canonicalCombiningClass != .notReordered
            if isMark || SearchQuery.isWordScalar(scalar) {
                start = start ?? position
            } else if let begun = start {
                ranges.append(begun..<position)
                start = nil
            }
        }
        if let begun = start { ranges.append(begun..<scalars.count) }
        return ranges
    }

    private static func folded(_ scalars: some Sequence<Unicode.Scalar>) -> String {
        String(String.UnicodeScalarView(scalars)).folding(
            options: [.caseInsensitive, .diacriticInsensitive],
            locale: nil
        )
    }
}
