extension ByteJSON {
    /// The value as JSON, UTF-8, without white space: equal values give equal bytes.
    ///
    /// Strings come out with the bytes they have; quotes, backslashes and controls below 20₁₆ are escaped.
    package var serialized: [UInt8] {
        var bytes: [UInt8] = []
        write(to: &bytes)
        return bytes
    }

    private func write(to bytes: inout [UInt8]) {
        switch self {
        case .null: bytes += "null".utf8
        case .boolean(let flag): bytes += (flag ? "true" : "false").utf8
        case .number(let text): bytes += text.utf8
        case .string(let text): ByteJSON.write(text, to: &bytes)
        case .array(let values):
            bytes.append(UInt8(ascii: "["))
            for (index, value) in values.enumerated() {
                if index > 0 { bytes.append(UInt8(ascii: ",")) }
                value.write(to: &bytes)
            }
            bytes.append(UInt8(ascii: "]"))
        case .object(let members):
            bytes.append(UInt8(ascii: "{"))
            for (index, member) in members.enumerated() {
                if index > 0 { bytes.append(UInt8(ascii: ",")) }
                ByteJSON.write(member.key, to: &bytes)
                bytes.append(UInt8(ascii: ":"))
                member.value.write(to: &bytes)
            }
            bytes.append(UInt8(ascii: "}"))
        }
    }

    private static func write(_ text: [UInt8], to bytes: inout [UInt8]) {
        let digits = Array("0123456789abcdef".utf8)
        bytes.append(UInt8(ascii: "\""))
        for byte in text {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
            case 0..<0x20: bytes += "\\u00".utf8 + [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }
}

// MARK: - Making values

extension ByteJSON {
    package static func text(_ text: String) -> ByteJSON { .string(Array(text.utf8)) }

    package static func integer(_ number: Int) -> ByteJSON { .number(String(number)) }

    package static func object(_ members: KeyValuePairs<String, ByteJSON>) -> ByteJSON {
        .object(members.map { Member(key: Array($0.key.utf8), value: $0.value) })
    }

    /// An object with other members under the given keys: where they were, the rest at the end; anything else as it is.
    func replacing(_ values: KeyValuePairs<String, ByteJSON>) -> ByteJSON {
        guard case .object(var members) = self else { return self }
        for (key, value) in values {
            let member = Member(key: Array(key.utf8), value: value)
            let place = members.lastIndex { $0.key == member.key } ?? members.count
            members.replaceSubrange(place..<min(place + 1, members.count), with: [member])
        }
        return .object(members)
    }
}
