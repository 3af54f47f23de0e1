/// A value of a tokenizer's file, with the way to it for messages.
struct TokenizerNode {
    let value: ByteJSON
    /// Keys and indices from the top, joined with dots; empty at the top.
    let place: String
    let file: String

    func damaged(_ reason: String) -> EncoderError {
        .damaged(file: file, place: place.isEmpty ? "the top" : place, reason: reason)
    }

    func unknown(_ kind: String, _ name: String, known: [String]) -> EncoderError {
        .unknown(kind: kind, name: name, file: file, known: known)
    }

    private func child(_ value: ByteJSON, _ name: String) -> TokenizerNode {
        TokenizerNode(value: value, place: place.isEmpty ? name : "\(place).\(name)", file: file)
    }

    var isNull: Bool {
        if case .null = value { true } else { false }
    }

    /// The member with a key; nil when it is not there or null.
    ///
    /// - Throws: When the value is no object.
    func optional(_ key: String) throws(EncoderError) -> TokenizerNode? {
        guard let found = try members().last(where: { $0.key.elementsEqual(key.utf8) }) else { return nil }
        let node = child(found.value, key)
        return node.isNull ? nil : node
    }

    /// The member with a key, which has to be there.
    func member(_ key: String) throws(EncoderError) -> TokenizerNode {
        guard let node = try optional(key) else { throw damaged("it has no \(key)") }
        return node
    }

    func members() throws(EncoderError) -> [ByteJSON.Member] {
        guard case .object(let members) = value else { throw wrongKind("an object") }
        return members
    }

    /// A member of `members()` as a node.
    func node(of member: ByteJSON.Member) -> TokenizerNode {
        child(member.value, String(decoding: member.key, as: UTF8.self))
    }

    func elements() throws(EncoderError) -> [TokenizerNode] {
        guard case .array(let values) = value else { throw wrongKind("an array") }
        return values.enumerated().map { child($1, String($0)) }
    }

    func wrongKind(_ expected: String) -> EncoderError {
        damaged("it is \(value.kindName), and \(expected) was expected")
    }
}

// MARK: - Scalars of JSON

extension TokenizerNode {
    func bytes() throws(EncoderError) -> [UInt8] {
        guard case .string(let bytes) = value else { throw wrongKind("a string") }
        return bytes
    }

    func string() throws(EncoderError) -> String {
        String(decoding: try bytes(), as: UTF8.self)
    }

    func boolean() throws(EncoderError) -> Bool {
        guard case .boolean(let flag) = value else { throw wrongKind("a boolean") }
        return flag
    }

    func boolean(_ key: String, otherwise: Bool? = nil) throws(EncoderError) -> Bool {
        if let node = try optional(key) { return try node.boolean() }
        guard let otherwise else { throw damaged("it has no \(key)") }
        return otherwise
    }

    /// A finite number.
    func double() throws(EncoderError) -> Double {
        guard case .number(let text) = value else { throw wrongKind("a number") }
        guard let number = Double(text), number.isFinite else { throw damaged("\(text) is out of range") }
        return number
    }

    /// A number from 0 to 2³¹ − 1: a token's id, or a size.
    func id() throws(EncoderError) -> Int32 {
        guard case .number(let text) = value else { throw wrongKind("a number") }
        guard let number = Int32(text), number >= 0 else {
            throw damaged("\(text) is not a whole number from 0 to \(Int32.max)")
        }
        return number
    }

    /// A string of one scalar.
    func scalar() throws(EncoderError) -> UInt32 {
        let scalars = try string().unicodeScalars
        guard scalars.count == 1, let scalar = scalars.first else { throw damaged("one character was expected") }
        return scalar.value
    }

    /// The name under `type`.
    func type() throws(EncoderError) -> String {
        try member("type").string()
    }
}
