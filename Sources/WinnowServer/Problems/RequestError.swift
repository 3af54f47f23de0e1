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
        case let error as StoreError:
            switch error {
            case .damaged, .notWritable, .newerSchema: self.init(error.code, "the log says more")
            case .busy: self.init(.busy, "the data are in use by another process; try again", retryAfterSeconds: 1)
            default: self.init(error.code, error.description)
            }
        case let error as PeopleError: self.init(error.code, error.description)
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
