package import WinnowDomain

/// Why a request failed: an RFC 9457 problem document.
package struct ProblemDocument: Hashable, Sendable, Codable {
    package static let mediaType = "application/problem+json"

    /// Where the code is explained, relative to the server.
    package let type: String
    package let title: String
    package let status: Int
    package let code: ErrorCode
    /// What is wrong with this request and how to mend it.
    package let detail: String?
    /// The request's id, as in the log.
    package var instance: String?

    package init(_ code: ErrorCode, detail: String? = nil, instance: String? = nil) {
        type = "/api/problems#\(code.rawValue)"
        title = code.title
        status = code.httpStatus
        self.code = code
        self.detail = detail
        self.instance = instance
    }
}
