internal import HTTPTypes
internal import WinnowDomain

extension RequestError {
    /// Whether the form can be sent again with something mended: then it is shown with what was typed.
    var isOfForm: Bool { [403, 409, 422].contains(code.httpStatus) && code != .forgedRequest }

    var status: HTTPResponse.Status { HTTPResponse.Status(code: code.httpStatus) }
}
