internal import WinnowDomain

extension String {
    /// SQLite compares and keeps a text up to the first U+0000: a name with more behind it would mean another.
    ///
    /// - Throws: `RequestError(.notPossible)` for a text with U+0000.
    func refuseNull() throws {
        if utf8.contains(0) {
            throw RequestError(.notPossible, "a text has the character U+0000, which cannot be kept; send it without")
        }
    }
}

extension JSON {
    /// As of a text, in all of a value.
    func refuseNull() throws {
        switch self {
        case .string(let text): try text.refuseNull()
        case .array(let values): for value in values { try value.refuseNull() }
        case .object(let members):
            for member in members {
                try member.key.refuseNull()
                try member.value.refuseNull()
            }
        case .null, .boolean, .number: break
        }
    }
}
