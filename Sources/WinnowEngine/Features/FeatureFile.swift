internal import Foundation
internal import WinnowDomain
internal import WinnowNumerics

/// A file of sparse rows, mapped into memory when read.
///
/// A header of 64 bytes (little endian): magic `WNWF`, version 4, element type (2 = counts), zero, rows, columns, entries
/// (64 bits each), the first 24 bytes of the SHA-256 of all the rest. Then `rows + 1` offsets of 64 bits, a scale for each
/// row (32 bits) and all entries (32 bits each, `CountEntry`).
enum FeatureFile {
    static let headerByteCount = 64
    private static let magic: UInt32 = 0x4657_4e57
    private static let version: UInt32 = 4
    private static let counts: UInt32 = 2

    /// Why a file cannot be used; it is derived, so the cure is to build it again.
    struct Damage: Error, CustomStringConvertible {
        let path: String
        let reason: String
        var description: String { "\(path): \(reason)" }
    }

    /// Writes rows under a name that nobody reads yet, then renames. A power cut may leave less: the checksum tells.
    ///
    /// - Returns: The checksum in the header, in hexadecimal.
    static func write(_ matrix: CountMatrix, to url: URL) throws -> String {
        var body = Data()
        body.append(contentsOf: UnsafeRawBufferPointer(matrix.rowOffsets))
        body.append(contentsOf: UnsafeRawBufferPointer(matrix.scales))
        body.append(contentsOf: UnsafeRawBufferPointer(matrix.entries))
        var header = Data()
        func append<Number: FixedWidthInteger>(_ number: Number) {
            withUnsafeBytes(of: number.littleEndian) { header.append(contentsOf: $0) }
        }
        append(magic)
        append(version)
        append(counts)
        append(UInt32(0))
        append(UInt64(matrix.rowCount))
        append(UInt64(matrix.columnCount))
        append(UInt64(matrix.entries.count))
        let checksum = String(Digest(of: header + body).description.prefix(48))
        header.append(contentsOf: bytes(ofHexadecimal: checksum))
        try (header + body).write(to: url, options: .atomic)
        return checksum
    }

    /// Maps a file and checks all of it.
    ///
    /// - Throws: `Damage` when anything is not as it was written.
    static func read(_ url: URL) throws -> (matrix: CountMatrix, checksum: String) {
        func damage(_ reason: String) -> Damage { Damage(path: url.path, reason: reason) }
        let file: MappedFile
        do {
            file = try MappedFile(path: url.path)
        } catch {
            throw damage("it cannot be opened")
        }
        let bytes = file.bytes
        guard bytes.count >= headerByteCount else { throw damage("it is shorter than its header") }
        func number<Number: FixedWidthInteger>(at offset: Int, _ type: Number.Type) -> Number {
            Number(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: type))
        }
        guard number(at: 0, UInt32.self) == magic, number(at: 4, UInt32.self) == version,
            number(at: 8, UInt32.self) == counts
        else { throw damage("it is no feature file of this version") }
        let (rows, columns, entries) = (
            number(at: 16, UInt64.self), number(at: 24, UInt64.self), number(at: 32, UInt64.self)
        )
        let limit = UInt64(bytes.count)
        guard rows < limit, entries < limit, columns > 0, columns <= UInt64(CountMatrix.columnLimit),
            limit == UInt64(headerByteCount) + (rows + 1) * 8 + rows * 4 + entries * 4
        else { throw damage("its length does not fit its header") }
        let checksum = bytes[40..<64].map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        var builder = DigestBuilder()
        builder.add(UnsafeRawBufferPointer(rebasing: bytes[..<40]))
        builder.add(UnsafeRawBufferPointer(rebasing: bytes[headerByteCount...]))
        guard builder.finish().description.hasPrefix(checksum) else { throw damage("its checksum is wrong") }
        let offsets = headerByteCount
        let scales = offsets + (Int(rows) + 1) * 8
        func view<Element>(_ start: Int, _ count: Int, _ type: Element.Type) -> UnsafeBufferPointer<Element> {
            UnsafeRawBufferPointer(rebasing: bytes[start..<start + count * MemoryLayout<Element>.stride])
                .assumingMemoryBound(to: type)
        }
        let matrix = CountMatrix(
            columnCount: Int(columns),
            rowOffsets: view(offsets, Int(rows) + 1, UInt64.self),
            scales: view(scales, Int(rows), Float.self),
            entries: view(scales + Int(rows) * 4, Int(entries), UInt32.self),
            owner: file
        )
        return (matrix, checksum)
    }

    private static func bytes(ofHexadecimal text: String) -> [UInt8] {
        let digits = Array(text)
        return stride(from: 0, to: digits.count - 1, by: 2).compactMap {
            UInt8(String(digits[$0...($0 + 1)]), radix: 16)
        }
    }
}
