import Foundation

/// The part of a source that is being looked at: it grows at its end and is consumed from its start.
final class ByteWindow {
    let source: ByteSource
    /// Why the source ended, when it did not end well.
    private(set) var failure: ExchangeError?
    /// Whether `bytes` reach to a good end of the source.
    private(set) var isComplete = false
    private var storage = UnsafeMutableRawBufferPointer.allocate(
        byteCount: 2 * ByteSource.chunkByteCount,
        alignment: 16
    )
    private var start = 0
    private var end = 0

    init(_ source: ByteSource) {
        self.source = source
    }

    deinit {
        storage.deallocate()
    }

    /// What is there and not consumed; valid until the next `more`.
    var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: storage[start..<end]) }

    /// Memory held, in bytes.
    var capacity: Int { storage.count }

    func consume(_ count: Int) {
        precondition(count >= 0 && count <= end - start, "consumes \(count) of \(end - start) bytes")
        start += count
    }

    /// Reads until the window is full, and makes it larger first when more than half of it is in use.
    ///
    /// - Returns: Whether anything came; false at the end and after a failure.
    /// - Complexity: O(bytes read), amortized also when called again and again without consuming.
    func more() -> Bool {
        if isComplete || failure != nil { return false }
        makeRoom()
        let before = end
        while end < storage.count - 16 {
            do {
                let count = try source.read(into: UnsafeMutableRawBufferPointer(rebasing: storage[end...]))
                end += count
                isComplete = count == 0
            } catch {
                failure = error
            }
            if isComplete || failure != nil { break }
        }
        return end > before
    }

    private func makeRoom() {
        let rest = end - start
        if rest > storage.count / 2 {
            let larger = UnsafeMutableRawBufferPointer.allocate(byteCount: 2 * storage.count, alignment: 16)
            larger.copyMemory(from: bytes)
            storage.deallocate()
            storage = larger
        } else if rest > 0, let base = storage.baseAddress {
            memmove(base, base + start, rest)
        }
        (start, end) = (0, rest)
    }

    /// Consumes up to and with the next line end, however far it is, in bounded memory.
    ///
    /// - Returns: How many bytes that were, and whether there was a line end.
    func skipLine() -> (byteCount: Int, hasEnd: Bool) {
        var skipped = 0
        while true {
            let bytes = bytes
            if let newline = bytes.firstOffset(of: UInt8(ascii: "\n"), from: 0) {
                consume(newline + 1)
                return (skipped + newline + 1, true)
            }
            skipped += bytes.count
            consume(bytes.count)
            if !more() { return (skipped, false) }
        }
    }
}

extension UnsafeRawBufferPointer {
    /// The first place of a byte at or after an offset.
    func firstOffset(of byte: UInt8, from offset: Int) -> Int? {
        guard let baseAddress, offset < count,
            let found = memchr(baseAddress + offset, Int32(byte), count - offset)
        else { return nil }
        return UnsafeRawPointer(found) - baseAddress
    }

    /// How often a byte occurs.
    func count(of byte: UInt8) -> Int {
        var (count, offset) = (0, 0)
        while let found = firstOffset(of: byte, from: offset) {
            count += 1
            offset = found + 1
        }
        return count
    }
}
