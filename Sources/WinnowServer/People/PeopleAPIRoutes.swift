internal import Hummingbird
internal import WinnowAPI
internal import WinnowDomain

/// People for programs: what the pages do, by the same desk.
struct PeopleAPIRoutes: Sendable {
    let desk: PeopleDesk
    let address: PublicAddress

    private static let base = "/api/v1/people"

    var routes: [Route] {
        [
            .api(.get, Self.base, .permission(.managePeople), list),
            .api(.post, Self.base, .permission(.managePeople), add),
            .api(.get, "\(Self.base)/:name", .permission(.managePeople), show),
            .api(.patch, "\(Self.base)/:name", .permission(.managePeople), change),
            .api(.post, "\(Self.base)/:name/links", .permission(.managePeople), makeLink),
            .api(.post, "\(Self.base)/:name/tokens", .permission(.managePeople), makeToken),
            .api(.get, "\(Self.base)/:name/credentials", .permission(.managePeople), credentials),
            .api(.delete, "\(Self.base)/:name/credentials/:credential", .permission(.managePeople), revoke),
        ]
    }

    @Sendable private func list(_ request: Request, _ context: AppContext) async throws -> Response {
        let people = try await desk.people().map { PersonDocument($0.account, lastSeen: $0.lastSeen) }
        return try JSONBody.reply(PeopleReply(people: people))
    }

    @Sendable private func add(_ request: Request, _ context: AppContext) async throws -> Response {
        let wish = try await JSONBody.read(NewPersonRequest.self, from: request, context)
        let authority = try context.requireIdentity().authority
        let account = try await desk.add(wish.name, role: wish.role ?? .annotator, by: authority)
        var response = try JSONBody.reply(PersonDocument(account, lastSeen: nil), status: .created)
        response.headers[.location] = "/api/v1\(PersonAddress.path(account.name))"
        return response
    }

    @Sendable private func show(_ request: Request, _ context: AppContext) async throws -> Response {
        try JSONBody.reply(try await document(PersonAddress.name(request, context)))
    }

    private func document(_ name: String) async throws -> PersonDocument {
        let person = try await desk.person(name)
        return PersonDocument(person.account, lastSeen: person.lastSeen)
    }

    @Sendable private func change(_ request: Request, _ context: AppContext) async throws -> Response {
        let wish = try await JSONBody.read(PersonChangeRequest.self, from: request, context)
        // A field with another name would be passed over, and somebody believe that it was done.
        guard wish.role != nil || wish.isDisabled != nil else {
            throw RequestError(.badRequest, "nothing is to be changed: send role, isDisabled or both")
        }
        let name = try PersonAddress.name(request, context)
        let change = AccountChange(role: wish.role, isDisabled: wish.isDisabled)
        _ = try await desk.change(name, change, by: try context.requireIdentity().authority)
        return try JSONBody.reply(try await document(name))
    }

    @Sendable private func makeLink(_ request: Request, _ context: AppContext) async throws -> Response {
        let wish = try await JSONBody.read(LinkRequest.self, from: request, context)
        let (name, authority) = (try PersonAddress.name(request, context), try context.requireIdentity().authority)
        let hours = wish.hours ?? PeopleDesk.usualHours
        let link =
            wish.isReset == true
            ? try await desk.reset(name, hours: hours, by: authority)
            : try await desk.makeLink(for: name, hours: hours, by: authority)
        let text = SignInLink.address(of: link, on: address.text(for: request))
        return try JSONBody.reply(
            LinkReply(credential: CredentialDocument(link.credential), link: text),
            status: .created
        )
    }

    @Sendable private func makeToken(_ request: Request, _ context: AppContext) async throws -> Response {
        let wish = try await JSONBody.read(TokenRequest.self, from: request, context)
        let token = try await desk.makeToken(
            for: try PersonAddress.name(request, context),
            PeopleDesk.TokenWish(name: wish.name, scopes: Set(wish.scopes), days: wish.days),
            by: try context.requireIdentity().authority
        )
        return try JSONBody.reply(
            TokenReply(credential: CredentialDocument(token.credential), token: token.text),
            status: .created
        )
    }

    @Sendable private func credentials(_ request: Request, _ context: AppContext) async throws -> Response {
        let credentials = try await desk.credentials(of: PersonAddress.name(request, context))
        return try JSONBody.reply(CredentialsReply(credentials: credentials.map(CredentialDocument.init)))
    }

    @Sendable private func revoke(_ request: Request, _ context: AppContext) async throws -> Response {
        let id = CredentialID(try context.number("credential"))
        let name = try PersonAddress.name(request, context)
        try await desk.revoke(id, of: name, by: try context.requireIdentity().authority)
        return Response(status: .noContent)
    }
}
