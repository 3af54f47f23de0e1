internal import HTTPTypes
internal import Hummingbird
internal import WinnowDomain

/// Refuses changes that another site's page asks a browser for. Programs with tokens send neither header.
///
/// Forms of those who are signed in carry a token besides: `FormGuard`.
struct SameOrigin: RouterMiddleware {
    typealias Context = AppContext

    private static let fetchSite = HTTPField.Name.fetchSite
    private static let safeMethods: Set<HTTPRequest.Method> = [.get, .head, .options]

    func handle(
        _ request: Request,
        context: AppContext,
        next: (Request, AppContext) async throws -> Response
    ) async throws -> Response {
        if !Self.safeMethods.contains(request.method), !isOwn(request) {
            throw RequestError(.forgedRequest, "open the page again and repeat what you did")
        }
        return try await next(request, context)
    }

    private func isOwn(_ request: Request) -> Bool {
        if let site = request.headers[Self.fetchSite] { return site == "same-origin" || site == "none" }
        guard let origin = request.headers[.origin], let host = request.head.authority else { return true }
        return origin.split(separator: "/").last.map(String.init) == host
    }
}
