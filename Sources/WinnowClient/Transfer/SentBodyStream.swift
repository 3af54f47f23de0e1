internal import Foundation

/// A body as the session reads it, on a thread of its own.
final class SentBodyStream: InputStream {
    private let body: SentBody
    private var piece = Data()
    private var status = Stream.Status.notOpen

    init(_ body: SentBody) {
        self.body = body
        super.init(data: Data())
    }

    override func open() { status = .open }
    override func close() { status = .closed }
    override var streamStatus: Stream.Status { status }
    override var hasBytesAvailable: Bool { status != .closed }

    override func read(_ buffer: UnsafeMutablePointer<UInt8>, maxLength length: Int) -> Int {
        if piece.isEmpty {
            guard let next = body.take() else {
                status = body.isBroken ? .error : .atEnd
                return body.isBroken ? -1 : 0
            }
            piece = next
        }
        let count = min(length, piece.count)
        piece.copyBytes(to: buffer, count: count)
        piece = piece.dropFirst(count)
        return count
    }
}
