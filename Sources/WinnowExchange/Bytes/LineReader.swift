/// The lines of a source: they end in LF or CRLF, the last one perhaps in nothing.
package final class LineReader {
    /// The longest line that is handed out, if nothing else is asked for.
    package static let defaultByteLimit = 16 * 1024 * 1024

    package enum Line {
        /// Without its end; the bytes are valid until the next call.
        case line(UnsafeRawBufferPointer, number: Int)
        /// A line that is longer than the limit, and was skipped.
        case overlong(number: Int, byteCount: Int)
    }

    private let window: ByteWindow
    private let byteLimit: Int
    private var number = 0

    package convenience init(_ source: ByteSource, byteLimit: Int = defaultByteLimit) {
        self.init(ByteWindow(source), byteLimit: byteLimit)
    }

    init(_ window: ByteWindow, byteLimit: Int) {
        self.window = window
        self.byteLimit = byteLimit
    }

    /// Memory held, in bytes.
    package var heldByteCount: Int { window.capacity }

    /// The next line; nil at the end.
    ///
    /// - Throws: The source's `ExchangeError`, after all complete lines before the mistake.
    /// - Complexity: O(line); holds at most twice the limit.
    package func next() throws(ExchangeError) -> Line? {
        var searched = 0
        while true {
            let bytes = window.bytes
            if let newline = bytes.firstOffset(of: UInt8(ascii: "\n"), from: searched) {
                return finish(bytes, count: newline, with: newline + 1)
            }
            searched = bytes.count
            if searched > byteLimit { return overlong() }
            if window.more() { continue }
            if let failure = window.failure { throw failure }
            let rest = window.bytes
            return rest.isEmpty ? nil : finish(rest, count: rest.count, with: rest.count)
        }
    }

    private func finish(_ bytes: UnsafeRawBufferPointer, count: Int, with consumed: Int) -> Line {
        number += 1
        window.consume(consumed)
        if count > byteLimit { return .overlong(number: number, byteCount: count) }
        let hasReturn = consumed > count && count > 0 && bytes[count - 1] == UInt8(ascii: "\r")
        return .line(UnsafeRawBufferPointer(rebasing: bytes[..<(hasReturn ? count - 1 : count)]), number: number)
    }

    private func overlong() -> Line {
        number += 1
        let skipped = window.skipLine()
        return .overlong(number: number, byteCount: skipped.byteCount - (skipped.hasEnd ? 1 : 0))
    }
}
