internal import Foundation

/// SentencePiece's compiled normalization: a trie of texts, each with what it becomes.
///
/// The format: a little-endian count of bytes, as many bytes of a double array (Darts), and the replacements, each
/// ended by a NUL. As in the `tokenizers` package, a cluster of up to five bytes is looked up first, and any longer
/// or unknown one scalar by scalar; a *prefix* that is found replaces the whole cluster.
struct CharsMap: Sendable {
    private let units: [UInt32]
    private let replacements: [UInt8]
    /// By byte of ASCII: whether a text that starts with it may be replaced.
    private let replacesASCII: [Bool]

    /// - Throws: A reason when the bytes have no such form.
    init(base64 text: String) throws(TokenizerReason) {
        guard let data = Data(base64Encoded: text) else { throw TokenizerReason("it is not base64") }
        let bytes = [UInt8](data)
        guard bytes.count >= 4 else { throw TokenizerReason("it has fewer than 4 bytes") }
        let trieByteCount = Int(CharsMap.word(bytes, at: 0))
        guard trieByteCount >= 4, trieByteCount <= bytes.count - 4 else {
            throw TokenizerReason("its trie has \(trieByteCount) bytes, and the whole has \(bytes.count)")
        }
        let unitCount = trieByteCount / 4
        let replacements = Array(bytes[(4 + unitCount * 4)...])
        guard String(validating: replacements, as: UTF8.self) != nil else {
            throw TokenizerReason("its replacements are not UTF-8")
        }
        let units = (0..<unitCount).map { CharsMap.word(bytes, at: 4 + 4 * $0) }
        self.units = units
        self.replacements = replacements
        replacesASCII = (0..<128).map { (byte: UInt8) in
            CharsMap.firstValue(units, [byte].span, from: 0, to: 1) != nil
        }
    }

    private static func word(_ bytes: [UInt8], at offset: Int) -> UInt32 {
        (0..<4).reduce(0) { $0 | UInt32(bytes[offset + $1]) << (8 * UInt32($1)) }
    }

    /// The value of the shortest prefix of a range that the trie has. A unit out of range ends the search.
    private static func firstValue(_ units: [UInt32], _ text: Span<UInt8>, from start: Int, to end: Int) -> Int? {
        var position = offset(of: units[0])
        for index in start..<end {
            let byte = text[index]
            if byte == 0 { return nil }
            position ^= Int(byte)
            guard position < units.count, units[position] & 0x8000_00ff == UInt32(byte) else { return nil }
            let unit = units[position]
            position ^= offset(of: unit)
            if unit >> 8 & 1 == 1 { return position < units.count ? Int(units[position] & 0x7fff_ffff) : nil }
        }
        return nil
    }

    private static func offset(of unit: UInt32) -> Int {
        Int(unit >> 10) << Int((unit & 1 << 9) >> 6)
    }

    /// Appends what a range becomes; false when the trie has none of its prefixes.
    private func appendReplacement(_ text: Span<UInt8>, from start: Int, to end: Int, _ result: inout [UInt8]) -> Bool {
        guard let index = CharsMap.firstValue(units, text, from: start, to: end) else { return false }
        guard index < replacements.count, replacements[index] & 0xc0 != 0x80 else { return index < replacements.count }
        var offset = index
        while offset < replacements.count, replacements[offset] != 0 {
            result.append(replacements[offset])
            offset += 1
        }
        return true
    }
}

// MARK: - Normalizing

extension CharsMap {
    private static let clusterLimit = 6

    /// Normalizes a text of well-formed UTF-8.
    func apply(to bytes: inout [UInt8]) {
        let source = bytes
        let text = source.span
        var result: [UInt8] = []
        result.reserveCapacity(text.count + text.count / 4)
        var offset = 0
        while offset < text.count {
            let end = simpleEnd(text, from: offset)
            result.append(text, from: offset, to: end)
            let clustersEnd = endOfClusters(text, from: end)
            appendClusters(text, from: end, to: clustersEnd, &result)
            offset = clustersEnd
        }
        bytes = result
    }

    /// The end of the ASCII from an offset that is left as it is: each byte is a cluster and is not replaced.
    private func simpleEnd(_ text: Span<UInt8>, from start: Int) -> Int {
        var offset = start
        while offset < text.count, text[offset] < 0x80 {
            let isLast = offset + 1 == text.count
            let next: UInt8 = isLast ? 0 : text[offset + 1]
            // A byte before another scalar may be one cluster with it, as may CR be with LF.
            if next >= 0x80 || text[offset] == 0x0d || replacesASCII[Int(text[offset])] { break }
            offset += 1
        }
        return offset
    }

    /// Where simple ASCII may start again: after two of its bytes in a row, which are never one cluster.
    private func endOfClusters(_ text: Span<UInt8>, from start: Int) -> Int {
        var offset = start
        while offset < text.count {
            let isASCII = text[offset] < 0x80 && text[offset] != 0x0d
            let nextIsASCII = offset + 1 < text.count && text[offset + 1] < 0x80 && text[offset + 1] != 0x0a
            offset += 1
            if isASCII, nextIsASCII { return offset }
        }
        return offset
    }

    private func appendClusters(_ text: Span<UInt8>, from start: Int, to end: Int, _ result: inout [UInt8]) {
        guard start < end else { return }
        let clusters = text.extracting(start..<end).withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
        var offset = start
        for cluster in clusters {
            let clusterEnd = offset + cluster.utf8.count
            let isShort = clusterEnd - offset < CharsMap.clusterLimit
            if !isShort || !appendReplacement(text, from: offset, to: clusterEnd, &result) {
                appendScalars(text, from: offset, to: clusterEnd, &result)
            }
            offset = clusterEnd
        }
    }

    private func appendScalars(_ text: Span<UInt8>, from start: Int, to end: Int, _ result: inout [UInt8]) {
        var offset = start
        while offset < end {
            let next = offset + text.scalar(at: offset).byteCount
            if !appendReplacement(text, from: offset, to: next, &result) { result.append(text, from: offset, to: next) }
            offset = next
        }
    }
}
