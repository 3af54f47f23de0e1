package import Foundation

/// The body of an answer while it comes; read once, from the beginning.
package struct ResponsePieces: AsyncSequence, Sendable {
    package typealias Element = Data

    let transfer: Transfer

    /// What comes first; nil when nothing comes.
    func head() async throws -> ResponseHead? {
        for try await part in transfer.parts {
            transfer.took()
            if case .head(let head) = part { return head }
        }
        return nil
    }

    package func makeAsyncIterator() -> Iterator {
        Iterator(parts: transfer.parts.makeAsyncIterator(), transfer: transfer)
    }

    package struct Iterator: AsyncIteratorProtocol {
        fileprivate var parts: AsyncThrowingStream<Transfer.Part, any Error>.Iterator
        fileprivate let transfer: Transfer

        package mutating func next() async throws -> Data? {
            while let part = try await parts.next() {
                transfer.took()
                if case .data(let data) = part { return data }
            }
            return nil
        }
    }

    /// All of it.
    ///
    /// - Throws: `ClientError.tooLarge`.
    func collect(upTo limit: Int, from address: ServerAddress) async throws -> Data {
        var all = Data()
        for try await piece in self {
            all.append(piece)
            if all.count > limit { throw ClientError.tooLarge(address, byteLimit: limit) }
        }
        return all
    }
}
