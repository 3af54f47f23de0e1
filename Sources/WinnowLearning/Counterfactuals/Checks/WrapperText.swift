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
        if old.utf8.count >= 20, new.utf8.count >= 2 * old.utf8.count, new.ranges(of: old).count > 1 {
            return "The revised text has the original more than once."
        }
        return nil
    }
}
