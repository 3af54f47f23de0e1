/// Makes texts of one form out of texts that should be the same.
///
/// In and out is well-formed UTF-8. Names and behaviour are those of the `tokenizers` package.
indirect enum TextNormalizer: Sendable {
    case bert(BertNormalizer)
    case form(UnicodeForm)
    case lowercase
    case stripAccents
    case strip(left: Bool, right: Bool)
    case replace(Replacement)
    case prepend([UInt8])
    case nmt
    case charsMap(CharsMap)
    case byteLevel
    case sequence([TextNormalizer])

    func apply(to bytes: inout [UInt8]) {
        switch self {
        case .bert(let normalizer): normalizer.apply(to: &bytes)
        case .form(let form): form.apply(to: &bytes)
        case .lowercase: LowerCase.apply(to: &bytes)
        case .stripAccents: TextNormalizer.stripAccents(&bytes)
        case .strip(let left, let right): TextNormalizer.strip(&bytes, left: left, right: right)
        case .replace(let replacement): replacement.apply(to: &bytes)
        case .prepend(let prefix): if !bytes.isEmpty { bytes.insert(contentsOf: prefix, at: 0) }
        case .nmt: TextNormalizer.nmt(&bytes)
        case .charsMap(let map): map.apply(to: &bytes)
        case .byteLevel: TextNormalizer.byteLevel(&bytes)
        case .sequence(let parts): for part in parts { part.apply(to: &bytes) }
        }
    }

    /// Whether a text's first scalar is still there in some form: a text that has lost its start is not at the start.
    func keepsStart(of bytes: [UInt8]) -> Bool {
        switch self {
        // The package takes what follows a scalar that a charsmap drops as the start.
        case .charsMap: return true
        case .sequence(let parts):
            var bytes = bytes
            return parts.allSatisfy { part in
                defer { part.apply(to: &bytes) }
                return part.keepsStart(of: bytes)
            }
        default:
            guard !bytes.isEmpty else { return true }
            var first = Array(bytes[0..<bytes.span.scalar(at: 0).byteCount])
            apply(to: &first)
            return !first.isEmpty
        }
    }
}

// MARK: - Small ones

extension TextNormalizer {
    private static func stripAccents(_ bytes: inout [UInt8]) {
        bytes.rewriteRuns {
            $0
        } other: { scalar, result in
            if !ScalarTraits.of(scalar).contains(.combining) { result.append(scalar: scalar) }
        }
    }

    private static func strip(_ bytes: inout [UInt8], left: Bool, right: Bool) {
        let source = bytes
        let text = source.span
        var start = 0
        var end = text.count
        while left, start < end {
            let scalar = text.scalar(at: start)
            guard ScalarTraits.of(scalar.value).contains(.space) else { break }
            start += scalar.byteCount
        }
        while right, start < end {
            let last = text.scalarStart(endingAt: end)
            guard ScalarTraits.of(text.scalar(at: last).value).contains(.space) else { break }
            end = last
        }
        bytes = Array(bytes[start..<end])
    }

    /// What NMT models drop and what they take as a space.
    private static func nmt(_ bytes: inout [UInt8]) {
        bytes.filterRuns { byte in
            switch byte {
            case 0x01...0x08, 0x0b, 0x0e...0x1f, 0x7f: nil
            case 0x09, 0x0a, 0x0c, 0x0d: 0x20
            default: byte
            }
        } other: { scalar, result in
            switch scalar {
            case 0x8f, 0x9f: break
            case 0x1680, 0x200b...0x200f, 0x2028, 0x2029, 0x2581, 0xfeff, 0xfffd: result.append(0x20)
            default: result.append(scalar: scalar)
            }
        }
    }

    private static func byteLevel(_ bytes: inout [UInt8]) {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count * 2)
        ByteAlphabet.append(bytes.span, from: 0, to: bytes.count, &result)
        bytes = result
    }
}
