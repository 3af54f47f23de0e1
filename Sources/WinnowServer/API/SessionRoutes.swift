internal import Hummingbird
internal import WinnowAPI
internal import WinnowDomain

/// Who is signed in: a page that was open while somebody signed in again goes on with it.
struct SessionRoutes: Sendable {
    var routes: [Route] { [.api(.get, "/api/v1/session", .signedIn, session)] }

    @Sendable private func session(_ request: Request, _ context: AppContext) throws -> Response {
        let identity = try context.requireIdentity()
        return try JSONBody.reply(
            SessionDocument(
                account: identity.account.id.rawValue,
                name: identity.account.name,
                formToken: identity.formToken
            )
        )
    }
}
