/// BERT's normalization: cleaning, spaces around ideographs, accents, lower case.
///
/// Source: Devlin et al. 2019, `BasicTokenizer`, in the order and with the tables of the `tokenizers` package.
struct BertNormalizer: Sendable {
    private let cleans: Bool
    private let isolatesIdeographs: Bool
    private let stripsAccents: Bool
    private let lowers: Bool
    /// What a byte of ASCII becomes; 128 stands for nothing.
    private let ascii: [UInt8]

    private static let dropped: UInt8 = 128

    /// - Parameter stripsAccents: As `lowers` when nil.
    init(cleans: Bool, isolatesIdeographs: Bool, stripsAccents: Bool?, lowers: Bool) {
        self.cleans = cleans
        self.isolatesIdeographs = isolatesIdeographs
        self.stripsAccents = stripsAccents ?? lowers
        self.lowers = lowers
        ascii = (0..<128).map { (byte: UInt8) in
            let traits = ScalarTraits.of(UInt32(byte))
            if cleans, traits.contains(.unclean) { return BertNormalizer.dropped }
            if cleans, traits.contains(.space) { return UInt8(ascii: " ") }
            let isUpper = byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z")
            return lowers && isUpper ? byte | 0x20 : byte
        }
    }

    /// Normalizes a text of well-formed UTF-8.
    func apply(to bytes: inout [UInt8]) {
        let source = bytes
        let text = source.span
        let ascii = ascii.span
        let count = text.count
        var other: [UInt8]?
        var offset = 0
        let head = [UInt8](unsafeUninitializedCapacity: count) { head, written in
            while offset < count, text[offset] < 0x80 {
                let byte = ascii[Int(text[offset])]
                head[written] = byte
                if byte != BertNormalizer.dropped { written += 1 }
                offset += 1
            }
        }
        if offset < count { other = rest(of: text, from: offset, after: head) }
        bytes = other ?? head
    }

    /// The normalized text when not all of it is ASCII.
    private func rest(of text: Span<UInt8>, from start: Int, after head: [UInt8]) -> [UInt8] {
        var result = head
        result.reserveCapacity(text.count + text.count / 2)
        var offset = start
        while offset < text.count {
            // All of ASCII are starters: each run between them decomposes by itself.
            let end = text.endOfNonASCII(from: offset, to: text.count)
            append(text.scalars(from: offset, to: end), to: &result)
            offset = end
            while offset < text.count, text[offset] < 0x80 {
                let byte = ascii[Int(text[offset])]
                if byte != BertNormalizer.dropped { result.append(byte) }
                offset += 1
            }
        }
        return result
    }

    private func append(_ run: [UInt32], to result: inout [UInt8]) {
        var scalars: [UInt32] = []
        scalars.reserveCapacity(run.count * 3)
        for scalar in run {
            let traits = ScalarTraits.of(scalar)
            if cleans, traits.contains(.unclean) { continue }
            if isolatesIdeographs, traits.contains(.ideograph) {
                scalars.append(contentsOf: [0x20, scalar, 0x20])
            } else {
                scalars.append(cleans && traits.contains(.space) ? 0x20 : scalar)
            }
        }
        if stripsAccents {
            scalars = UnicodeForm.nfd.normalized(scalars).filter { !ScalarTraits.of($0).contains(.accent) }
        }
        guard lowers else {
            for scalar in scalars { result.append(scalar: scalar) }
            return
        }
        var lowered: [UInt32] = []
        for scalar in scalars {
            lowered.removeAll(keepingCapacity: true)
            LowerCase.append(scalar, to: &lowered)
            for scalar in lowered { result.append(scalar: scalar) }
        }
    }
}
