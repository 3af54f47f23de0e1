internal import Foundation
internal import WinnowDomain
internal import WinnowLearning

/// A file of document frequencies: the number of texts (64 bits), then one count a hashed term (32 bits), little endian.
/// Its name is the checksum of its content.
enum FrequencyFile {
    /// - Returns: The name.
    static func write(_ frequencies: DocumentFrequencies, in folder: URL) throws -> String {
        var data = Data()
        withUnsafeBytes(of: UInt64(frequencies.textCount).littleEndian) { data.append(contentsOf: $0) }
        frequencies.counts.withUnsafeBytes { data.append(contentsOf: $0) }
        let name = "\(Digest(of: data).description.prefix(24)).frequencies"
        try data.write(to: folder.appending(path: name), options: .atomic)
        return name
    }

    /// nil when the file is missing or its name is not the checksum of its content.
    static func read(_ name: String, in folder: URL, dimensions: Int) -> DocumentFrequencies? {
        guard let data = try? Data(contentsOf: folder.appending(path: name)),
            data.count == 8 + 4 * dimensions, name.hasPrefix(Digest(of: data).description.prefix(24))
        else { return nil }
        let counts = data.withUnsafeBytes { bytes in
            (0..<dimensions).map {
                UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: 8 + 4 * $0, as: UInt32.self))
            }
        }
        let textCount = data.withUnsafeBytes { UInt64(littleEndian: $0.loadUnaligned(as: UInt64.self)) }
        return Int(exactly: textCount).map { DocumentFrequencies(textCount: $0, counts: counts) }
    }
}
