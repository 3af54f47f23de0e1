internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import WinnowDomain

extension Request {
    /// The body, no larger than its route allows.
    ///
    /// - Throws: `RequestError`.
    func wholeBody(_ context: AppContext) async throws -> ByteBuffer {
        do {
            return try await body.collect(upTo: context.maxUploadSize)
        } catch is NIOTooManyBytesError {
            throw RequestError(bodyLimit: context.maxUploadSize)
        } catch is CancellationError {
            throw CancellationError()
        } catch {
            // The client has gone, or sends what is no HTTP: nothing is wrong here.
            throw RequestError(.badRequest, "the body was cut off")
        }
    }

    /// Refuses what says itself that it is too large, before any of it is read.
    ///
    /// - Parameter limit: In bytes; nil for a stream.
    /// - Throws: `RequestError(.tooLarge)`.
    func checkLength(limit: Int?) throws {
        guard let limit, let length = headers[.contentLength].flatMap({ Int($0) }), length > limit else { return }
        throw RequestError(bodyLimit: limit)
    }
}

extension RequestError {
    fileprivate init(bodyLimit: Int) {
        self.init(.tooLarge, "the body of a request to this address may have \(bodyLimit) bytes")
    }
}
