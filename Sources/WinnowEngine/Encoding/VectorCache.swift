package import Foundation
internal import Synchronization
internal import WinnowDomain
internal import WinnowNumerics

/// Vectors that an encoder made, by the texts that they are of, in a folder for each version of an encoder: nothing is
/// encoded twice, whichever queue or process asks.
///
/// `vectors` has rows in half precision, `keys` a record for each: the hash of the text and a checksum of the row. Rows are
/// only ever appended, by one process at a time, and a row counts when its record is there: what a killed process left
/// behind is written over. A row whose checksum is wrong counts as missing and is made again.
package final class VectorCache: Sendable {
    package let columnCount: Int
    private let folder: URL
    private let state = Mutex(State())

    private struct State {
        var index = VectorIndex()
        var checksums: [UInt64] = []
        /// Rows whose checksum was wrong.
        var damaged: Set<Int> = []
        /// Opened for reading; nil before the first row.
        var vectors: FileHandle?
        /// The number of the file of keys that was read.
        var file: Int?
    }

    private static let magic: [UInt8] = Array("winnow vectors 1".utf8)
    private static let recordByteCount = 24

    /// - Throws: What the file system says.
    package init(folder: URL, columnCount: Int) throws {
        precondition(columnCount > 0, "\(columnCount) columns")
        self.folder = folder
        self.columnCount = columnCount
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try state.withLock { try readNewer(&$0) }
    }

    private var keyFile: URL { folder.appending(path: "keys") }
    private var vectorFile: URL { folder.appending(path: "vectors") }
    private var rowByteCount: Int { columnCount * 2 }

    /// Rows that there are.
    package var count: Int { state.withLock { $0.index.count } }

    /// Whether the vector of each key is there; what other processes have written since is looked at.
    package func contains(_ keys: [VectorKey]) throws -> [Bool] {
        try state.withLock { state in
            try readNewer(&state)
            return keys.map { self.position(of: $0, state) != nil }
        }
    }

    /// Copies the vectors that are there.
    ///
    /// - Parameter rows: Room for a row for each key; those of missing ones stay as they are.
    /// - Returns: For each key whether it is there.
    package func read(_ keys: [VectorKey], into rows: UnsafeMutableBufferPointer<UInt16>) throws -> [Bool] {
        precondition(rows.count == keys.count * columnCount, "room for \(rows.count)")
        return try state.withLock { state in
            try readNewer(&state)
            return keys.enumerated().map { place, key in
                guard let position = position(of: key, state) else { return false }
                let range = place * columnCount..<(place + 1) * columnCount
                let isRight = read(position, into: UnsafeMutableBufferPointer(rebasing: rows[range]), state)
                if !isRight { state.damaged.insert(position) }
                return isRight
            }
        }
    }

    /// Adds vectors.
    ///
    /// - Parameter rows: `(keys, columnCount)`, bits of half precision.
    /// - Throws: What the file system says, as when the disk is full; nothing is added then.
    package func append(_ keys: [VectorKey], _ rows: [UInt16]) throws {
        precondition(rows.count == keys.count * columnCount, "\(rows.count) numbers for \(keys.count) rows")
        try state.withLock { state in
            // Somebody may have deleted it, which they may.
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try FileLock.hold(folder.appending(path: "lock")) {
                try readNewer(&state)
                let fresh = keys.indices.filter { position(of: keys[$0], state) == nil }
                guard !fresh.isEmpty else { return }
                try write(
                    fresh.map { keys[$0] },
                    fresh.map { rows[$0 * columnCount..<($0 + 1) * columnCount] },
                    behind: state.index.count
                )
                try readNewer(&state)
            }
        }
    }

    private func position(of key: VectorKey, _ state: borrowing State) -> Int? {
        state.index.position(of: key).flatMap { state.damaged.contains($0) ? nil : $0 }
    }

    /// Takes in the records that were written since the last look.
    private func readNewer(_ state: inout State) throws {
        guard let handle = try? FileHandle(forReadingFrom: keyFile) else {
            state = State()
            return
        }
        defer { try? handle.close() }
        let file = try? FileManager.default.attributesOfItem(atPath: keyFile.path)[.systemFileNumber] as? Int
        if state.file != file {
            state = State()
            state.file = file
        }
        let known = state.index.count
        try handle.seek(toOffset: UInt64(Self.magic.count + known * Self.recordByteCount))
        if known == 0 { try handle.seek(toOffset: 0) }
        guard var bytes = try handle.readToEnd(), !bytes.isEmpty else { return }
        if known == 0 {
            // A file that is none of these is derived, as all here: it is written over.
            guard bytes.starts(with: Self.magic) else { return }
            bytes = bytes.dropFirst(Self.magic.count)
        }
        let rowCount = try vectorRowCount()
        bytes.withUnsafeBytes { raw in
            for start in stride(from: 0, through: raw.count - Self.recordByteCount, by: Self.recordByteCount) {
                // A record without its row is of a write that the power was cut in.
                guard state.index.count < rowCount else { break }
                func number(_ offset: Int) -> UInt64 {
                    UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: start + offset, as: UInt64.self))
                }
                state.index.append(VectorKey(high: number(0), low: number(8)))
                state.checksums.append(number(16))
            }
        }
        if state.vectors == nil { state.vectors = try? FileHandle(forReadingFrom: vectorFile) }
    }

    private func vectorRowCount() throws -> Int {
        let attributes = try? FileManager.default.attributesOfItem(atPath: vectorFile.path)
        return (attributes?[.size] as? Int ?? 0) / rowByteCount
    }

    private func read(_ position: Int, into row: UnsafeMutableBufferPointer<UInt16>, _ state: borrowing State) -> Bool {
        guard let descriptor = state.vectors?.fileDescriptor, let start = row.baseAddress else { return false }
        let count = pread(descriptor, start, rowByteCount, off_t(position * rowByteCount))
        return count == rowByteCount && Self.checksum(UnsafeBufferPointer(row)) == state.checksums[position]
    }

    /// The caller has the lock.
    private func write(_ keys: [VectorKey], _ rows: [ArraySlice<UInt16>], behind count: Int) throws {
        var (body, records) = (Data(capacity: rows.count * rowByteCount), Data())
        for (key, row) in zip(keys, rows) {
            row.withUnsafeBytes { body.append(contentsOf: $0) }
            let checksum = row.withUnsafeBufferPointer { Self.checksum($0) }
            for number in [key.high, key.low, checksum] {
                withUnsafeBytes(of: number.littleEndian) { records.append(contentsOf: $0) }
            }
        }
        let start = count == 0 ? Data(Self.magic) : Data()
        try put(body, at: count * rowByteCount, of: vectorFile)
        let offset = count == 0 ? 0 : Self.magic.count + count * Self.recordByteCount
        try put(start + records, at: offset, of: keyFile)
    }

    /// Writes over whatever lies from an offset on.
    private func put(_ data: Data, at offset: Int, of file: URL) throws {
        if !FileManager.default.fileExists(atPath: file.path) {
            guard FileManager.default.createFile(atPath: file.path, contents: nil) else {
                throw CocoaError(.fileWriteUnknown, userInfo: [NSFilePathErrorKey: file.path])
            }
        }
        let handle = try FileHandle(forWritingTo: file)
        defer { try? handle.close() }
        try handle.truncate(atOffset: UInt64(offset))
        try handle.seek(toOffset: UInt64(offset))
        try handle.write(contentsOf: data)
    }

    /// Of a row's bits, to notice what a disk or a power cut made of it.
    private static func checksum(_ row: UnsafeBufferPointer<UInt16>) -> UInt64 {
        var sum: UInt64 = 0x9e37_79b9_7f4a_7c15
        for bits in row {
            sum = (sum ^ UInt64(bits)) &* 0x100_0000_01b3
            sum ^= sum >> 29
        }
        return sum
    }
}
