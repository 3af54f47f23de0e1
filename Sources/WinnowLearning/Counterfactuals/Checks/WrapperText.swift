/// What generators, and people who paste from them, put around a text.
enum WrapperText {
    /// Beginnings that announce a text, in small letters.
    private static let announcements = [
        "edited:", "edited text:", "edited version:", "revised:", "revised text:", "revised version:", "rewritten:",
        "rewritten text:", "output:", "answer:", "here is the", "here's the", "here is a revised", "here is an edited",
        "sure, here", "sure! here", "certainly! here", "as an ai", "text:", "original:", "new text:", "counterfactual:",
    ]

    private static let quotes: [(Character, Character)] = [
        ("\"", "\""), ("“", "”"), ("'", "'"), ("«", "»"), ("`", "`"),
    ]

    static func finding(original: String, revised: String) -> DraftFinding? {
        let (old, new) = (original.withSingleSpaces.lowercased(), revised.withSingleSpaces.lowercased())
        guard let wrapper = wrapper(of: new, around: old) else { return nil }
        return DraftFinding(code: .wrapper, severity: .block, message: wrapper)
    }

    /// A revised text without an announcement before it and without quotation marks around it, where the original has none.
    static func removed(from revised: String, of original: String) -> String {
        let old = original.withSingleSpaces.lowercased()
        var text = revised.trimmingWhitespace
        let announcement = announcements.first { start in
            start.hasSuffix(":") && text.lowercased().hasPrefix(start) && !old.hasPrefix(start)
        }
        if let announcement { text = text.dropFirst(announcement.count).trimmingWhitespace }
        for (open, close) in quotes where text.count > 1 && text.first == open && text.last == close {
            if !(old.first == open && old.last == close) { text = text.dropFirst().dropLast().trimmingWhitespace }
        }
        return String(text)
    }

    private static func wrapper(of new: String, around old: String) -> String? {
        if let start = announcements.first(where: { new.hasPrefix($0) && !old.hasPrefix($0) }) {
            return "The revised text begins with “\(start)”, which speaks about the text instead of being it."
        }
        for arrow in ["->", "→", "=>"] where new.contains(arrow) && !old.contains(arrow) {
            return "The revised text has an arrow (\(arrow)), as if it listed its edits."
        }
        for (open, close) in quotes where new.count > 1 && new.first == open && new.last == close {
            if !(old.first == open && old.last == close) {
                return "The revised text stands in quotation marks that the original does not have."
            }
        }
        // A short text may well be said again within a longer one.
        if old.utf8.count >= 20, Array(new.utf8).has(Array(old.utf8), times: 2) {
            return "The revised text has the original more than once."
        }
        return nil
    }
}

extension [UInt8] {
    /// Whether a pattern occurs so many times, one occurrence behind the other.
    ///
    /// - Source: Knuth, Morris and Pratt 1977.
    /// - Complexity: O(bytes of both).
    fileprivate func has(_ pattern: [UInt8], times: Int) -> Bool {
        guard !pattern.isEmpty, count >= times * pattern.count else { return false }
        // By length of what was matched: how much of its end is a beginning of the pattern.
        var borders = [0, 0]
        var border = 0
        for byte in pattern.dropFirst() {
            while border > 0, pattern[border] != byte { border = borders[border] }
            if pattern[border] == byte { border += 1 }
            borders.append(border)
        }
        var (matched, found) = (0, 0)
        for byte in self {
            while matched > 0, pattern[matched] != byte { matched = borders[matched] }
            if pattern[matched] == byte { matched += 1 }
            if matched == pattern.count { (matched, found) = (0, found + 1) }
            if found == times { return true }
        }
        return false
    }
}

extension StringProtocol {
    fileprivate var trimmingWhitespace: Substring {
        let start = Substring(self).drop { $0.isWhitespace }
        return start[..<(start.lastIndex { !$0.isWhitespace }.map { start.index(after: $0) } ?? start.startIndex)]
    }
}

extension DraftChecks {
    /// A text as a generator returned it, without what it put around: an announcement such as “Edited:”, quotation marks that
    /// the original does not have. White space at the ends is as in the original.
    public static func unwrapped(_ revised: String, of original: String) -> String {
        let text = WrapperText.removed(from: revised, of: original)
        let start = original.prefix { $0.isWhitespace }
        let end = original.reversed().prefix { $0.isWhitespace }.reversed()
        return start.count == original.count ? text : start + text + String(end)
    }
}
