package import WinnowDomain

/// Why a server did not do what it was asked.
package enum ClientError: Error, Hashable, Sendable {
    case badAddress(String, reason: String)
    /// A token would travel for everybody to read.
    case notEncrypted(String)
    case badToken(reason: String)
    /// There is nobody, or nobody who answers in time.
    case unreachable(ServerAddress, reason: String)
    case redirected(ServerAddress, to: String)
    /// What answers is no Winnow: a proxy's page, another program.
    case notWinnow(ServerAddress, status: Int, type: String)
    case tooLarge(ServerAddress, byteLimit: Int)
    /// The answer of a server that is another version.
    case notUnderstood(ServerAddress, reason: String)
    /// The server is an older version that has nothing at the address, or less.
    case notKnown(ServerAddress)
    /// The server said no, and why.
    case problem(ErrorCode, detail: String)
}

extension ClientError: CodedError {
    package var code: ErrorCode {
        switch self {
        case .badAddress, .notEncrypted, .badToken: .usage
        case .unreachable: .unreachable
        case .redirected: .redirected
        case .notWinnow, .notUnderstood, .notKnown: .notWinnow
        case .tooLarge: .tooLarge
        case .problem(let code, _): code
        }
    }

    package var description: String {
        switch self {
        case .badAddress(let text, let reason): "\"\(text)\" cannot be a server's address: \(reason)"
        case .notEncrypted(let text):
            "\(text) is not encrypted, so everybody on the way could read the token and the items; use https://, "
                + "or --plain-http where the way is safe, for example in a tunnel"
        case .badToken(let reason): "the token cannot be used: \(reason)"
        case .unreachable(let address, let reason): "the server at \(address) cannot be reached: \(reason)"
        case .redirected(let address, let target):
            "\(address) sends requests on to \(target), which is not followed, because the token was not meant for it; "
                + "if that is the server, name it with --server"
        case .notWinnow(let address, let status, let type):
            "\(address) answered \(status) with \(type.isEmpty ? "nothing that says what it is" : type) where Winnow "
                + "answers with JSON; is it the right address, and does a proxy in between work?"
        case .tooLarge(let address, let limit):
            "the answer of \(address) is longer than \(limit) bytes, which no answer of Winnow's is"
        case .notUnderstood(let address, let reason):
            "the answer of \(address) cannot be understood: \(reason); is it another version?"
        case .notKnown(let address):
            "the server at \(address) does not know what this command asks for, so it is an older version: "
                + "update it, or run the command on the machine with the data folder, with --data"
        case .problem(_, let detail): detail
        }
    }
}
