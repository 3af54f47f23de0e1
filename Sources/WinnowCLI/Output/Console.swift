internal import Foundation
internal import WinnowDomain
internal import WinnowExchange

/// Where a command's words go: results to the standard output, everything else to the standard error.
struct Console: Sendable {
    let isQuiet: Bool
    let isJSON: Bool

    /// Prints a result for a person; with `--json` it is silent.
    func result(_ text: String) throws {
        if !isJSON { try Console.write(text + "\n", to: STDOUT_FILENO) }
    }

    /// Prints a result for a machine; without `--json` it is silent.
    func json(_ value: @autoclosure () -> JSON) throws {
        if isJSON { try Console.write(value().text + "\n", to: STDOUT_FILENO) }
    }

    /// Says something beside the result.
    func note(_ text: String) {
        if !isQuiet { try? Console.write(VisibleText.of(text) + "\n", to: STDERR_FILENO) }
    }

    /// Says something that must not be missed, whatever was asked for.
    func warn(_ text: String) {
        try? Console.write("warning: \(VisibleText.of(text))\n", to: STDERR_FILENO)
    }

    static func report(_ problem: Problem, asJSON: Bool) {
        let text = asJSON ? problem.json.text : "winnow: \(VisibleText.of(problem.message))"
        try? write(text + "\n", to: STDERR_FILENO)
    }

    /// Writes all of it.
    ///
    /// - Throws: `Problem` when the descriptor does not take it, for example because the disk is full.
    static func write(_ text: String, to descriptor: Int32) throws {
        var text = text
        try text.withUTF8 { try write(UnsafeRawBufferPointer($0), to: descriptor) }
    }

    /// Writes all bytes.
    ///
    /// - Throws: `Problem` when the descriptor does not take them.
    static func write(_ bytes: [UInt8], to descriptor: Int32) throws {
        try bytes.withUnsafeBytes { try write($0, to: descriptor) }
    }

    private static func write(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) throws {
        var rest = bytes
        while !rest.isEmpty {
            let count = Foundation.write(descriptor, rest.baseAddress, rest.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else {
                throw Problem(.cannotWrite, "the output: \(String(cString: strerror(errno)))")
            }
            rest = UnsafeRawBufferPointer(rebasing: rest[count...])
        }
    }

    /// Writes bytes of a result.
    ///
    /// - Throws: `ExchangeError`.
    static func write(_ bytes: Data, to descriptor: Int32, named file: String) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else {
                throw ExchangeError.cannotWrite(file: file, reason: String(cString: strerror(errno)))
            }
            rest = rest.dropFirst(count)
        }
    }
}
