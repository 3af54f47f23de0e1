internal import HTTPTypes
internal import Hummingbird
internal import WinnowDomain

/// One address with one method, who may use it, and what it does. All of them are in one table, so that a test can walk
/// every role over every route.
struct Route: Sendable {
    enum Access: Hashable, Sendable {
        case everybody
        case signedIn
        case permission(Permission)
        /// Programs on this machine too, without a token.
        case permissionOrLoopback(Permission)
    }

    /// What a failure looks like.
    enum Kind: Sendable {
        /// A page; who is not signed in is sent to sign in.
        case page
        /// A problem document.
        case api
    }

    typealias Handler = @Sendable (Request, AppContext) async throws -> Response

    let method: HTTPRequest.Method
    let path: String
    let kind: Kind
    let access: Access
    /// The most bytes that a body may have; nil for a stream, whose reader bounds what it keeps.
    let bodyLimit: Int?
    let respond: Handler

    /// Enough for a note of the greatest length in which every character is escaped.
    static let formLimit = 65_536
    static let documentLimit = 262_144

    static func page(
        _ method: HTTPRequest.Method,
        _ path: String,
        _ access: Access,
        bodyLimit: Int? = formLimit,
        _ respond: @escaping Handler
    ) -> Route {
        Route(method: method, path: path, kind: .page, access: access, bodyLimit: bodyLimit, respond: respond)
    }

    static func api(
        _ method: HTTPRequest.Method,
        _ path: String,
        _ access: Access,
        bodyLimit: Int? = documentLimit,
        _ respond: @escaping Handler
    ) -> Route {
        Route(method: method, path: path, kind: .api, access: access, bodyLimit: bodyLimit, respond: respond)
    }

    /// Whether a request changes something.
    var isUnsafe: Bool { method != .get && method != .head }

    /// Answers those who may ask.
    func answer(_ request: Request, _ context: AppContext) async throws -> Response {
        switch access {
        case .everybody: break
        case .signedIn: _ = try context.requireIdentity()
        case .permission(let permission): _ = try context.require(permission)
        case .permissionOrLoopback(let permission):
            if !context.isFromThisMachine(request) { _ = try context.require(permission) }
        }
        // Forms bring their token in a field, which whoever reads the form looks at.
        if kind == .api, isUnsafe, let identity = context.identity {
            try FormGuard.check(request.headers[FormGuard.header], for: identity)
        }
        try request.checkLength(limit: bodyLimit)
        var context = context
        context.bodyLimit = bodyLimit
        return try await respond(request, context)
    }
}

extension Router<AppContext> {
    /// Methods beside the usual ones that somebody may try.
    private static let rareMethods = ["QUERY", "PROPFIND", "CONNECT"].compactMap { HTTPRequest.Method($0) }

    /// Adds routes; other methods at their addresses are refused with those that there are.
    func add(_ routes: [Route]) {
        for (path, group) in Dictionary(grouping: routes, by: \.path) {
            for route in group {
                on(RouterPath(path), method: route.method) { try await route.answer($0, $1) }
            }
            let methods = Set(group.map(\.method))
            let allowed = methods.map(\.rawValue).sorted().joined(separator: ", ")
            let others: [HTTPRequest.Method] =
                [.get, .post, .put, .patch, .delete, .options, .trace] + Self.rareMethods
            for method in others where !methods.contains(method) {
                on(RouterPath(path), method: method) { _, _ -> Response in
                    throw RequestError(.methodNotAllowed, "this address knows \(allowed)", allowed: allowed)
                }
            }
        }
    }
}
