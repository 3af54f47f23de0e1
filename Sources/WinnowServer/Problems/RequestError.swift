internal import HTTPTypes
internal import Hummingbird
internal import WinnowAPI
internal import WinnowDomain

/// Why a request is not answered as it was meant.
struct RequestError: Error {
    let code: ErrorCode
    /// What is wrong and how to mend it.
    let detail: String?
    var retryAfterSeconds: Int?
    /// The methods that an address knows.
    var allowed: String?

    init(_ code: ErrorCode, _ detail: String? = nil, retryAfterSeconds: Int? = nil, allowed: String? = nil) {
        self.code = code
        self.detail = detail
        self.retryAfterSeconds = retryAfterSeconds
        self.allowed = allowed
    }

    /// The one place where errors of the rooms become answers. Nothing inside is told to the outside.
    init(_ error: any Error) {
        switch error {
        case let error as RequestError: self = error
        case let error as any CodedError:
            // Where the data lie, and which files there are, is nobody's business outside.
            switch error.code {
            // What an option is there, a parameter is here.
            case .usage: self.init(.badRequest, error.description)
            case .busy: self.init(.busy, "the data are in use by another process; try again", retryAfterSeconds: 1)
            case let code where code.httpStatus >= 500: self.init(code, "the log says more")
            case let code: self.init(code, error.description)
            }
        case let error as any HTTPResponseError: self.init(status: error.status)
        default: self.init(.internalError)
        }
    }

    private init(status: HTTPResponse.Status) {
        switch status.code {
        case 404: self.init(.noSuchPage)
        case 405: self.init(.methodNotAllowed)
        case 413: self.init(.tooLarge)
        case 415: self.init(.unsupportedMedia)
        case 400..<500: self.init(.badRequest)
        default: self.init(.internalError)
        }
    }

    func document(instance: String) -> ProblemDocument {
        ProblemDocument(code, detail: detail, instance: instance)
    }
}
