internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import WinnowDomain

/// Finds out who asks: by a program's bearer token, or by a browser's session.
struct Authenticator: RouterMiddleware {
    typealias Context = AppContext

    let accounts: any AccountStore
    let cookie: SessionCookie
    let clock: any WallClock
    let uses: CredentialUses

    func handle(
        _ request: Request,
        context: AppContext,
        next: (Request, AppContext) async throws -> Response
    ) async throws -> Response {
        var context = context
        context.identity = try await identity(of: request)
        context.trail.account = context.identity?.account.name
        return try await next(request, context)
    }

    /// - Throws: `RequestError` for a token that is none.
    func identity(of request: Request) async throws -> Identity? {
        // What a proxy in between asks for, `Basic` mostly, comes through to here and is none of ours.
        if let header = request.headers[.authorization], header.lowercased().hasPrefix("bearer") {
            let parts = header.split(separator: " ", maxSplits: 1)
            guard parts.count == 2, parts[0].lowercased() == "bearer" else {
                throw RequestError(.unauthenticated, "write the header as \"Authorization: Bearer TOKEN\"")
            }
            let secret = Secret(presented: String(parts[1]))
            guard let holder = try await holder(.token, secret) else {
                throw RequestError(.unauthenticated, "the token is not known, has ended or was revoked")
            }
            return Identity(holder, formToken: nil)
        }
        if let secret = request.labelStudioSecret {
            guard let holder = try await holder(.token, secret) else {
                throw RequestError(.unauthenticated, "the password is no token that is known")
            }
            return Identity(holder, formToken: nil)
        }
        guard let secret = cookie.secret(of: request), let holder = try await holder(.session, secret) else {
            return nil
        }
        return Identity(holder, formToken: secret.formToken)
    }

    private func holder(_ kind: Credential.Kind, _ secret: Secret) async throws -> CredentialHolder? {
        let now = clock.now()
        let holder = try await accounts.holder(of: kind, secretHash: secret.hash, now: now)
        if let holder { uses.note(holder.credential, now: now) }
        return holder
    }
}

extension Request {
    /// The token that Label Studio sends as a password, because it knows no bearers; the name beside it is of no meaning.
    fileprivate var labelStudioSecret: Secret? {
        guard uri.path.hasPrefix(LabelStudioRoutes.prefix), let header = headers[.authorization],
            header.lowercased().hasPrefix("basic "), let data = Data(base64Encoded: String(header.dropFirst(6))),
            let text = String(data: data, encoding: .utf8), let colon = text.firstIndex(of: ":")
        else { return nil }
        return Secret(presented: String(text[colon...].dropFirst()))
    }
}

extension AppContext {
    /// - Throws: `RequestError` for those who are not signed in, and for those who may not.
    func require(_ permission: Permission) throws -> Identity {
        let identity = try requireIdentity()
        guard identity.may(permission) else {
            throw RequestError(.forbidden, "this needs the permission \"\(permission.rawValue)\"")
        }
        return identity
    }

    /// Somebody at a browser. Programs keep away from an account itself: with a password they could do what their token
    /// may not.
    func requireSession() throws -> Identity {
        let identity = try requireIdentity()
        guard identity.credential.kind == .session else {
            throw RequestError(.forbidden, "this is for people at a browser; a token changes nothing of its account")
        }
        return identity
    }

    func requireIdentity() throws -> Identity {
        guard let identity else { throw RequestError(.unauthenticated, "sign in, or send a bearer token") }
        return identity
    }
}
