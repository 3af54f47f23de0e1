internal import Foundation
internal import WinnowDomain
internal import WinnowNumerics

/// A file of rows of features, mapped into memory when read.
///
/// A header of 64 bytes (little endian): magic `WNWF`, version 4, element type, zero (32 bits each), rows, columns, entries
/// (64 bits each), the first 24 bytes of the SHA-256 of all the rest. What follows depends on the type of the elements.
enum FeatureFile {
    private static let magic: UInt32 = 0x4657_4e57
    private static let version: UInt32 = 4

    enum Elements: UInt32 {
        /// Row-major numbers in single precision.
        case single = 0
        /// Row-major numbers in half precision.
        case half = 1
        /// `rows + 1` offsets of 64 bits, a scale for each row (32 bits) and all entries (32 bits each, `CountEntry`).
        case counts = 2
    }

    struct Header {
        static let byteCount = 64

        var elements: Elements
        var rowCount: Int
        var columnCount: Int
        /// Numbers that are stored of the rows.
        var entryCount: Int
    }

    /// Why a file cannot be used; it is derived, so the cure is to build it again.
    struct Damage: Error, CustomStringConvertible {
        let path: String
        let reason: String
        var description: String { "\(path): \(reason)" }
    }

    /// A file whose checksum was right.
    struct Opened {
        let header: Header
        let checksum: String
        let file: MappedFile

        /// Numbers of the body.
        func view<Element>(_ start: Int, _ count: Int, _ type: Element.Type) -> UnsafeBufferPointer<Element> {
            let first = Header.byteCount + start
            let range = first..<first + count * MemoryLayout<Element>.stride
            return UnsafeRawBufferPointer(rebasing: file.bytes[range]).assumingMemoryBound(to: type)
        }
    }

    /// Writes under a name that nobody reads yet, then renames. A power cut may leave less: the checksum tells.
    ///
    /// - Returns: The checksum in the header, in hexadecimal.
    static func write(_ header: Header, body: Data, to url: URL) throws -> String {
        var bytes = Data()
        func append<Number: FixedWidthInteger>(_ number: Number) {
            withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
        }
        append(magic)
        append(version)
        append(header.elements.rawValue)
        append(UInt32(0))
        append(UInt64(header.rowCount))
        append(UInt64(header.columnCount))
        append(UInt64(header.entryCount))
        let checksum = String(Digest(of: bytes + body).description.prefix(48))
        bytes.append(contentsOf: self.bytes(ofHexadecimal: checksum))
        try (bytes + body).write(to: url, options: .atomic)
        return checksum
    }

    /// Maps a file and checks all of it.
    ///
    /// - Parameters:
    ///   - wanted: Other elements are a damage.
    ///   - bodyByteCount: How long what follows the header is; nil for a header that is none.
    /// - Throws: `Damage` when anything is not as it was written.
    static func open(_ url: URL, _ wanted: Elements, bodyByteCount: (Header) -> Int?) throws -> Opened {
        func damage(_ reason: String) -> Damage { Damage(path: url.path, reason: reason) }
        let file: MappedFile
        do {
            file = try MappedFile(path: url.path)
        } catch {
            throw damage("it cannot be opened")
        }
        let bytes = file.bytes
        guard bytes.count >= Header.byteCount else { throw damage("it is shorter than its header") }
        func number<Number: FixedWidthInteger>(at offset: Int, _ type: Number.Type) -> Number {
            Number(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: type))
        }
        guard number(at: 0, UInt32.self) == magic, number(at: 4, UInt32.self) == version,
            number(at: 8, UInt32.self) == wanted.rawValue
        else { throw damage("it is no feature file of this version") }
        let sizes = [16, 24, 32].map { number(at: $0, UInt64.self) }
        // No size can be larger than the file, so the sums and products of them are in bounds.
        guard sizes[0] < bytes.count, sizes[1] > 0, sizes[1] <= UInt64(CountMatrix.columnLimit), sizes[2] < bytes.count
        else { throw damage("its length does not fit its header") }
        let header = Header(
            elements: wanted,
            rowCount: Int(sizes[0]),
            columnCount: Int(sizes[1]),
            entryCount: Int(sizes[2])
        )
        guard bodyByteCount(header) == bytes.count - Header.byteCount else {
            throw damage("its length does not fit its header")
        }
        let checksum = bytes[40..<64].map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        var builder = DigestBuilder()
        builder.add(UnsafeRawBufferPointer(rebasing: bytes[..<40]))
        builder.add(UnsafeRawBufferPointer(rebasing: bytes[Header.byteCount...]))
        guard builder.finish().description.hasPrefix(checksum) else { throw damage("its checksum is wrong") }
        return Opened(header: header, checksum: checksum, file: file)
    }

    private static func bytes(ofHexadecimal text: String) -> [UInt8] {
        let digits = Array(text)
        return stride(from: 0, to: digits.count - 1, by: 2).compactMap {
            UInt8(String(digits[$0...($0 + 1)]), radix: 16)
        }
    }
}
