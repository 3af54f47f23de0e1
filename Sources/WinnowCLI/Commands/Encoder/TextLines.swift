internal import Foundation
internal import WinnowDomain

/// A file with a text a line.
enum TextLines {
    /// - Throws: `Problem(.unsupportedEncoding)` for what is not UTF-8.
    static func read(_ data: Data, _ file: String) throws -> [String] {
        // By bytes: to Swift a line feed with a carriage return before it is another character.
        var lines = data.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        if lines.last?.isEmpty == true { lines.removeLast() }
        return try lines.map { line in
            let line = line.last == UInt8(ascii: "\r") ? line.dropLast() : line
            guard let text = String(validating: line, as: UTF8.self) else {
                throw Problem(.unsupportedEncoding, "\(file) is not UTF-8")
            }
            return text
        }
    }
}
