internal import HTTPTypes

/// Header names that the library does not have.
extension HTTPField.Name {
    static let formToken = known("X-Form-Token")
    /// The event whose state an answer shows.
    static let winnowEvent = known("Winnow-Event")
    static let link = known("Link")
    static let fetchSite = known("Sec-Fetch-Site")
    static let lastEventID = known("Last-Event-ID")
    static let requestID = known("X-Request-Id")
    /// What proxies say of whom they ask for.
    static let forwarded = known("Forwarded")
    static let forwardedFor = known("X-Forwarded-For")
    /// Tells a proxy to pass on what comes at once.
    static let proxyBuffering = known("X-Accel-Buffering")
    static let referrerPolicy = known("Referrer-Policy")
    static let crossOriginOpenerPolicy = known("Cross-Origin-Opener-Policy")
    static let crossOriginResourcePolicy = known("Cross-Origin-Resource-Policy")
    static let permissionsPolicy = known("Permissions-Policy")

    private static func known(_ text: String) -> HTTPField.Name {
        guard let name = HTTPField.Name(text) else { preconditionFailure("\(text) is not the name of a header") }
        return name
    }
}
