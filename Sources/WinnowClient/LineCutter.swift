internal import Foundation
internal import Synchronization

/// Cuts what comes piece by piece into lines.
final class LineCutter: Sendable {
    private let rest = Mutex(Data())

    /// The lines that end in a piece, without their ends.
    func lines(in piece: Data) -> [Data] {
        rest.withLock { rest in
            rest.append(piece)
            var lines: [Data] = []
            var start = rest.startIndex
            while let end = rest[start...].firstIndex(of: UInt8(ascii: "\n")) {
                lines.append(rest[start..<end])
                start = end + 1
            }
            rest = Data(rest[start...])
            return lines
        }
    }

    /// Whether a line has begun that has not ended.
    var isInLine: Bool { !rest.withLock(\.isEmpty) }
}
