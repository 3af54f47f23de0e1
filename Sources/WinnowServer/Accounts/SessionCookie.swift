internal import Hummingbird
internal import WinnowDomain

/// The cookie that holds a session's secret.
struct SessionCookie: Sendable {
    /// How long a browser stays signed in.
    static let days = 30

    let isSecure: Bool

    /// Behind https the prefix binds the cookie to this very host.
    private var name: String { isSecure ? "__Host-winnow" : "winnow" }

    func secret(of request: Request) -> Secret? {
        request.cookies[name].map { Secret(presented: $0.value) }
    }

    func set(_ secret: Secret, on response: inout Response) {
        set(value: secret.text, maxAge: Self.days * 86_400, on: &response)
    }

    func clear(on response: inout Response) {
        set(value: "", maxAge: 0, on: &response)
    }

    private func set(value: String, maxAge: Int, on response: inout Response) {
        response.setCookie(
            Cookie(
                name: name,
                value: value,
                maxAge: maxAge,
                path: "/",
                secure: isSecure,
                httpOnly: true,
                sameSite: .lax
            )
        )
    }
}
