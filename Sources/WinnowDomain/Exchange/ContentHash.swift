private import Crypto
private import Foundation

/// 16 bytes of the SHA-256 of an item's text: equal for exact duplicates, and the lot by which the evaluation set is drawn.
package struct ContentHash: Hashable, Sendable {
    package let bytes: [UInt8]

    package init(of text: String) {
        var text = text
        bytes = text.withUTF8 { utf8 in Array(SHA256.hash(data: UnsafeRawBufferPointer(utf8)).prefix(16)) }
    }

    /// The hash that a text describes; nil for other texts.
    package init?(_ description: String) {
        let digits = description.utf8.compactMap { Character(Unicode.Scalar($0)).hexDigitValue }
        guard description.utf8.count == 32, digits.count == 32 else { return nil }
        bytes = stride(from: 0, to: 32, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
    }

    /// Whether an item of this text is set aside to measure on.
    ///
    /// A function of the text and the seed, so that duplicates fall on one side whenever they come, and so that nothing
    /// else about an item has a say.
    ///
    /// - Parameter share: The probability, 0…1.
    package func isEvaluation(share: Double, seed: UInt64) -> Bool {
        var seedBytes = seed.littleEndian
        var hash = SHA256()
        withUnsafeBytes(of: &seedBytes) { hash.update(bufferPointer: $0) }
        hash.update(data: bytes)
        var value: UInt64 = 0
        for byte in hash.finalize().prefix(8) { value = value << 8 | UInt64(byte) }
        return Double(value >> 11) * 0x1p-53 < share
    }
}

extension ContentHash: CustomStringConvertible {
    /// In hexadecimal.
    package var description: String {
        bytes.map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
    }
}
