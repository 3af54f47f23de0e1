import Foundation

/// A file's content as UTF-8, in pieces: unzipped, transcoded from UTF-16, without a byte order mark.
///
/// What it is compressed and encoded with is seen from its first bytes, not from its name. Bytes that are not UTF-8
/// pass unchanged; who reads them knows their line.
package final class ByteSource {
    /// How much is read at once.
    package static let chunkByteCount = 256 * 1024

    /// For messages: the path as given, or `standard input`.
    package let name: String
    /// Bytes of the file, compressed if it is; nil when it is not known, as for a pipe.
    package let totalByteCount: Int64?
    private let raw: RawInput
    private var content: (any ByteStream)?

    /// Opens a file; `-` is standard input.
    ///
    /// - Throws: `ExchangeError.cannotOpen`.
    package convenience init(path: String) throws(ExchangeError) {
        if path == "-" {
            let raw = RawInput(descriptor: STDIN_FILENO, file: "standard input", closes: false)
            self.init(raw, name: "standard input", totalByteCount: nil)
            return
        }
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .cannotOpen(file: path, reason: String(cString: strerror(errno))) }
        let raw = RawInput(descriptor: descriptor, file: path, closes: true)
        var status = stat()
        guard fstat(descriptor, &status) == 0 else {
            throw .cannotOpen(file: path, reason: String(cString: strerror(errno)))
        }
        if status.st_mode & S_IFMT == S_IFDIR { throw .cannotOpen(file: path, reason: "it is a folder") }
        let isFile = status.st_mode & S_IFMT == S_IFREG
        self.init(raw, name: path, totalByteCount: isFile ? Int64(status.st_size) : nil)
    }

    /// A source that asks a closure, for example for the body of a request.
    ///
    /// The closure writes the next bytes to the start of a buffer, never more than fit, and says how many; 0 at the end.
    package convenience init(
        name: String,
        totalByteCount: Int64? = nil,
        pull: @escaping (UnsafeMutableRawBufferPointer) throws(ExchangeError) -> Int
    ) {
        self.init(RawInput(pull), name: name, totalByteCount: totalByteCount)
    }

    /// A source of bytes in memory.
    package convenience init(name: String, bytes: [UInt8]) {
        var offset = 0
        self.init(name: name, totalByteCount: Int64(bytes.count)) { buffer in
            let count = min(buffer.count, bytes.count - offset)
            buffer.copyBytes(from: bytes[offset..<offset + count])
            offset += count
            return count
        }
    }

    private init(_ raw: RawInput, name: String, totalByteCount: Int64?) {
        self.raw = raw
        self.name = name
        self.totalByteCount = totalByteCount
    }

    /// Bytes of the file read so far, compressed if it is: for a progress bar, beside `totalByteCount`.
    package var readByteCount: Int64 { raw.readByteCount }

    /// Writes the next bytes of the content to the start of a buffer of at least 16 bytes.
    ///
    /// - Returns: How many; 0 only at the end.
    /// - Throws: `ExchangeError`, after everything before the mistake was handed out.
    package func read(into buffer: UnsafeMutableRawBufferPointer) throws(ExchangeError) -> Int {
        precondition(buffer.count >= 16, "reads into \(buffer.count) bytes, less than 16")
        let stream: any ByteStream
        if let content { stream = content } else { stream = try opened() }
        content = stream
        return try stream.read(into: buffer)
    }

    private func opened() throws(ExchangeError) -> any ByteStream {
        let first = PeekingStream(raw)
        let isGzip = try first.peek(2) == [0x1f, 0x8b]
        let unzipped = isGzip ? PeekingStream(GzipStream(first, file: name)) : first
        let mark = try unzipped.peek(4)
        if mark == [0xff, 0xfe, 0, 0] || mark == [0, 0, 0xfe, 0xff] {
            throw .unsupportedEncoding(file: name, name: "UTF-32")
        }
        switch mark.prefix(2) {
        case [0xff, 0xfe]:
            unzipped.drop(2)
            return UTF16Stream(unzipped, isBigEndian: false)
        case [0xfe, 0xff]:
            unzipped.drop(2)
            return UTF16Stream(unzipped, isBigEndian: true)
        default:
            if mark.prefix(3) == [0xef, 0xbb, 0xbf] { unzipped.drop(3) }
            return unzipped
        }
    }
}
