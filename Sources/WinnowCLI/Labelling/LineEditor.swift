/// A line of text being typed.
struct LineEditor: Hashable, Sendable {
    private(set) var characters: [Character] = []
    /// The place before which the next character goes.
    private(set) var cursor = 0
    let limit: Int

    init(limit: Int = 500) {
        self.limit = limit
    }

    var text: String { String(characters) }

    /// - Returns: Whether the key meant something.
    mutating func handle(_ key: Key) -> Bool {
        switch key {
        case .character(let character): insert(String(character))
        case .paste(let text): insert(text)
        case .backspace: if cursor > 0 { remove(cursor - 1..<cursor) }
        case .delete, .control("d"): if cursor < characters.count { remove(cursor..<cursor + 1) }
        case .left, .control("b"): cursor = max(0, cursor - 1)
        case .right, .control("f"): cursor = min(characters.count, cursor + 1)
        case .home, .control("a"): cursor = 0
        case .end, .control("e"): cursor = characters.count
        case .control("u"): remove(0..<cursor)
        case .control("k"): remove(cursor..<characters.count)
        case .control("w"): removeWord()
        default: return false
        }
        return true
    }

    private mutating func insert(_ text: String) {
        // A note is one line without controls, wherever it is read later.
        let safe = text.unicodeScalars.map { VisibleText.isHarmless($0) ? Character($0) : " " }
        // Joined anew, because an accent that was typed belongs to the letter before it.
        let before = String(characters[..<cursor]) + String(safe)
        let joined = Array(before)
        guard joined.count + characters.count - cursor <= limit else { return }
        characters = joined + characters[cursor...]
        cursor = joined.count
    }

    private mutating func remove(_ range: Range<Int>) {
        characters.removeSubrange(range)
        if cursor >= range.upperBound { cursor -= range.count } else { cursor = min(cursor, range.lowerBound) }
    }

    private mutating func removeWord() {
        var start = cursor
        while start > 0, characters[start - 1] == " " { start -= 1 }
        while start > 0, characters[start - 1] != " " { start -= 1 }
        remove(start..<cursor)
    }
}
