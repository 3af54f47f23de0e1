/// Makes keys of the bytes that a terminal sends: UTF-8, control characters, escape sequences, bracketed paste.
///
/// A value without a clock: whoever reads the bytes says when nothing came for as long as `patience`.
struct KeyDecoder: Sendable {
    private enum State {
        case ground
        /// The bytes of a scalar so far.
        case utf8([UInt8], missing: Int)
        case escape
        /// `ESC O`
        case single
        /// `ESC [` and the bytes since.
        case sequence([UInt8])
        case paste([UInt8])
    }

    private static let longestSequence = 64
    private static let longestPaste = 1 << 16
    private static let pasteEnd = Array("\u{1b}[201~".utf8)

    private var state = State.ground

    init() {}

    /// How long to wait for more bytes, in milliseconds; nil: for ever.
    var patience: Int32? {
        switch state {
        case .ground: nil
        case .paste: 2000
        case .utf8, .escape, .single, .sequence: 50
        }
    }

    mutating func keys(from bytes: some Sequence<UInt8>) -> [Key] {
        var keys: [Key] = []
        for byte in bytes { if let key = take(byte) { keys.append(key) } }
        return keys
    }

    /// Nothing came: what was begun is over.
    mutating func timedOut() -> [Key] {
        defer { state = .ground }
        switch state {
        case .escape: return [.escape]
        case .paste(let bytes): return [.paste(String(decoding: bytes, as: UTF8.self))]
        case .ground, .utf8, .single, .sequence: return []
        }
    }

    private mutating func take(_ byte: UInt8) -> Key? {
        switch state {
        case .ground: return ground(byte)
        case .utf8(let bytes, let missing): return utf8(bytes, missing, byte)
        case .escape: return escape(byte)
        case .single:
            state = .ground
            return KeyDecoder.cursorKey(byte) ?? .other
        case .sequence(let bytes): return sequence(bytes, byte)
        case .paste(let bytes): return paste(bytes, byte)
        }
    }

    private mutating func ground(_ byte: UInt8) -> Key? {
        state = .ground
        switch byte {
        case 0x1b:
            state = .escape
            return nil
        case 0x0d, 0x0a: return .enter
        case 0x09: return .tab
        case 0x7f, 0x08: return .backspace
        case 0x00: return .control(" ")
        case 0x01..<0x20: return .control(Character(Unicode.Scalar(byte < 0x1b ? byte + 0x60 : byte + 0x40)))
        case 0x20..<0x7f: return .character(Character(Unicode.Scalar(byte)))
        case 0xc2...0xf4:
            state = .utf8([byte], missing: byte < 0xe0 ? 1 : byte < 0xf0 ? 2 : 3)
            return nil
        default: return nil
        }
    }

    private mutating func utf8(_ bytes: [UInt8], _ missing: Int, _ byte: UInt8) -> Key? {
        guard (0x80..<0xc0).contains(byte) else { return ground(byte) }
        let bytes = bytes + [byte]
        guard missing == 1 else {
            state = .utf8(bytes, missing: missing - 1)
            return nil
        }
        state = .ground
        guard let text = String(validating: bytes, as: UTF8.self), let character = text.first else { return nil }
        // The eight-bit controls are no text.
        if let scalar = text.unicodeScalars.first, scalar.value < 0xa0 { return nil }
        return .character(character)
    }

    private mutating func escape(_ byte: UInt8) -> Key? {
        state = .ground
        switch byte {
        case UInt8(ascii: "["): state = .sequence([])
        case UInt8(ascii: "O"): state = .single
        case 0x1b:
            state = .escape
            return .escape
        default: return .other
        }
        return nil
    }

    private mutating func sequence(_ bytes: [UInt8], _ byte: UInt8) -> Key? {
        // The Linux console sends function keys as `ESC [ [ A`.
        if bytes.isEmpty, byte == UInt8(ascii: "[") {
            state = .single
            return nil
        }
        if byte == 0x1b {
            state = .escape
            return nil
        }
        guard (0x40..<0x7f).contains(byte) else {
            state = bytes.count < KeyDecoder.longestSequence ? .sequence(bytes + [byte]) : .ground
            return nil
        }
        state = .ground
        if byte == UInt8(ascii: "~") {
            let number = bytes.prefix { $0 != UInt8(ascii: ";") }
            if number.elementsEqual("200".utf8) {
                state = .paste([])
                return nil
            }
            return KeyDecoder.numberedKey(String(decoding: number, as: UTF8.self))
        }
        if byte == UInt8(ascii: "Z") { return .backTab }
        return KeyDecoder.cursorKey(byte) ?? .other
    }

    private mutating func paste(_ bytes: [UInt8], _ byte: UInt8) -> Key? {
        state = .ground
        var bytes = bytes
        bytes.append(byte)
        if bytes.suffix(KeyDecoder.pasteEnd.count).elementsEqual(KeyDecoder.pasteEnd) {
            return .paste(String(decoding: bytes.dropLast(KeyDecoder.pasteEnd.count), as: UTF8.self))
        }
        // What is too much is dropped from the middle: the end has to be recognised.
        if bytes.count > KeyDecoder.longestPaste { bytes.removeSubrange(1024..<(bytes.count - 64)) }
        state = .paste(bytes)
        return nil
    }

    private static func cursorKey(_ byte: UInt8) -> Key? {
        switch byte {
        case UInt8(ascii: "A"): .up
        case UInt8(ascii: "B"): .down
        case UInt8(ascii: "C"): .right
        case UInt8(ascii: "D"): .left
        case UInt8(ascii: "H"): .home
        case UInt8(ascii: "F"): .end
        case UInt8(ascii: "M"): .enter
        default: nil
        }
    }

    private static func numberedKey(_ number: String) -> Key {
        switch number {
        case "1", "7": .home
        case "4", "8": .end
        case "3": .delete
        case "5": .pageUp
        case "6": .pageDown
        default: .other
        }
    }
}
