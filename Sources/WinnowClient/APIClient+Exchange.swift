internal import Foundation
internal import FoundationNetworking
internal import WinnowAPI
internal import WinnowDomain

/// How requests go out and answers come in.
extension APIClient {
    /// Sends a request and lets the body of the answer be read while it comes. When this returns or throws, or the task is
    /// cancelled, nothing is left on its way.
    func exchange<Result: Sendable>(
        _ request: URLRequest,
        over session: TransferSession,
        reading read: @Sendable (ResponseHead, ResponsePieces) async throws -> Result
    ) async throws -> Result {
        let transfer = session.start(request)
        defer { transfer.end(nil) }
        do {
            let pieces = ResponsePieces(transfer: transfer)
            guard let head = try await pieces.head() else {
                try Task.checkCancellation()
                throw ClientError.unreachable(address, reason: "it ended the connection without an answer")
            }
            do {
                let result = try await read(head, pieces)
                try Task.checkCancellation()
                return result
            } catch let error as URLError where error.code != .cancelled && error.code != .timedOut {
                // Whatever the library calls it: a beginning was there.
                throw ClientError.unreachable(address, reason: "it ended the connection in the middle of its answer")
            }
        } catch let error as URLError {
            if error.code == .cancelled { throw CancellationError() }
            throw ClientError.unreachable(address, reason: error.inWords)
        }
    }

    /// Why the server said no: its problem document, or that it is no Winnow that answers.
    func problem(_ head: ResponseHead, _ pieces: ResponsePieces) async throws -> ClientError {
        problem(head, try await pieces.collect(upTo: limits.documentByteLimit, from: address))
    }

    func problem(_ head: ResponseHead, _ data: Data) -> ClientError {
        if (300..<400).contains(head.status) {
            return .redirected(address, to: head.fields["location"] ?? "another address")
        }
        guard head.mediaType == ProblemDocument.mediaType,
            let known = try? JSONDecoder().decode(ReceivedProblem.self, from: data)
        else { return notWinnow(head) }
        let code = ErrorCode(rawValue: known.code) ?? .failed
        let detail = known.detail ?? known.title ?? "the server answered \(head.status)"
        // Everything that a command asks for is there on a server of its version.
        if code == .noSuchPage || code == .methodNotAllowed { return .notKnown(address) }
        if code == .unauthenticated, token == nil {
            return .problem(
                code,
                detail:
                    "the server at \(address) wants a token: --token-file names a file with it, or WINNOW_TOKEN is it"
            )
        }
        return .problem(code, detail: detail)
    }

    /// Asks with parameters that older servers do not know: these call it a mistake, which it is not.
    func asNew<Reply>(_ ask: () async throws -> Reply) async throws -> Reply {
        do {
            return try await ask()
        } catch ClientError.problem(.badRequest, _) {
            throw ClientError.notKnown(address)
        }
    }

    func notWinnow(_ head: ResponseHead) -> ClientError {
        .notWinnow(address, status: head.status, type: head.mediaType)
    }
}

/// A problem document, of this version's server or of a newer one that knows more codes.
private struct ReceivedProblem: Decodable {
    let code: String
    let title: String?
    let detail: String?
}

extension URLError {
    /// Without Foundation's numbers and objects.
    var inWords: String {
        switch code {
        case .timedOut: "it does not answer"
        case .cannotFindHost, .dnsLookupFailed: "there is no such host"
        case .cannotConnectToHost: "nobody listens there"
        case .networkConnectionLost: "it ended the connection in the middle"
        case .secureConnectionFailed, .serverCertificateUntrusted, .serverCertificateHasBadDate,
            .serverCertificateHasUnknownRoot, .serverCertificateNotYetValid:
            "its certificate is not trusted, or it does not speak https"
        default: localizedDescription
        }
    }
}

extension DecodingError {
    /// What is missing or wrong, and where.
    var inWords: String {
        switch self {
        case .keyNotFound(let key, let context): "\(key.stringValue) is missing\(Self.place(context.codingPath))"
        case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context):
            context.codingPath.isEmpty ? "it is not JSON" : "a value cannot be read\(Self.place(context.codingPath))"
        @unknown default: "it cannot be read"
        }
    }

    private static func place(_ path: [any CodingKey]) -> String {
        path.isEmpty ? "" : " at \(path.map(\.stringValue).joined(separator: "."))"
    }
}
