internal import Hummingbird
internal import WinnowDomain

/// One person's page: role, links, password, tokens, sessions.
struct PersonRoutes: Sendable {
    let desk: PeopleDesk
    let pages: Pages
    let address: PublicAddress

    var routes: [Route] {
        [
            .page(.get, "/people/:name", .permission(.managePeople), show),
            .page(.post, "/people/:name/change", .permission(.managePeople), change),
            .page(.post, "/people/:name/links", .permission(.managePeople), makeLink),
            .page(.post, "/people/:name/reset", .permission(.managePeople), reset),
            .page(.post, "/people/:name/tokens", .permission(.managePeople), makeToken),
            .page(.post, "/people/:name/revoke", .permission(.managePeople), revoke),
        ]
    }

    @Sendable private func show(_ request: Request, _ context: AppContext) async throws -> Response {
        let done = request.uri.queryParameters.get("done").flatMap(PersonView.Done.init(rawValue:))
        return try await page(PersonAddress.name(request, context), context) { $0.done = done }
    }

    private func page(
        _ name: String,
        _ context: AppContext,
        _ change: (inout PersonView) -> Void = { _ in }
    ) async throws -> Response {
        var view = PersonView(
            person: try await desk.person(name),
            credentials: try await desk.credentials(of: name),
            identity: try context.requireIdentity()
        )
        change(&view)
        return try pages.page("person", title: name, view.values, context, status: view.mistake?.status ?? .ok)
    }

    /// What somebody sent of a person's page, and who they are.
    private struct Sent: Sendable {
        let name: String
        let fields: FormFields
        let identity: Identity
    }

    /// Does what a form asks; what is refused is said on the page, with what was chosen.
    private func attempt(
        _ request: Request,
        _ context: AppContext,
        _ act: (Sent) async throws -> Response
    ) async throws -> Response {
        let sent = Sent(
            name: try PersonAddress.name(request, context),
            fields: try await FormFields.ofPage(request, context),
            identity: try context.requireIdentity()
        )
        do {
            return try await act(sent)
        } catch {
            let problem = RequestError(error)
            guard problem.isOfForm else { throw error }
            return try await page(sent.name, context) {
                $0.mistake = problem
                $0.draft = PersonView.TokenDraft(sent.fields)
            }
        }
    }

    private func done(_ done: PersonView.Done, _ name: String) -> Response {
        let path = PersonAddress.path(name)
        return .redirect(to: "\(path)\(path.contains("?") ? "&" : "?")done=\(done.rawValue)", type: .normal)
    }

    @Sendable private func change(_ request: Request, _ context: AppContext) async throws -> Response {
        try await attempt(request, context) { sent in
            let account = try await desk.account(sent.name)
            let change = AccountChange(
                role: sent.fields["role"].flatMap(Role.init(rawValue:)),
                isDisabled: sent.fields["disabled"].map { $0 == "yes" }
            )
            guard change.role != nil || change.isDisabled != nil else {
                throw RequestError(.badRequest, "choose one of the roles")
            }
            if sent.fields["sure"] == nil, let question = PersonQuestion(change, of: account, by: sent.identity) {
                return try ask(question, context)
            }
            let changed = try await desk.change(sent.name, change, by: sent.identity.authority)
            // Who took the permission from themselves has no page here any more.
            if account.id == sent.identity.account.id, !changed.role.permissions.contains(.managePeople) {
                return .redirect(to: "/account", type: .normal)
            }
            return done(change.role != nil ? .role : changed.isDisabled ? .disabled : .enabled, sent.name)
        }
    }

    private func ask(_ question: PersonQuestion, _ context: AppContext) throws -> Response {
        try pages.page("person-question", title: question.heading, question.values, context)
    }

    @Sendable private func makeLink(_ request: Request, _ context: AppContext) async throws -> Response {
        try await attempt(request, context) { sent in
            guard let hours = sent.fields["hours"].flatMap({ Int($0) }) else {
                throw RequestError(.badRequest, "choose how long the link is valid")
            }
            let link = try await desk.makeLink(for: sent.name, hours: hours, by: sent.identity.authority)
            return try await show(link, of: sent, request, context)
        }
    }

    @Sendable private func reset(_ request: Request, _ context: AppContext) async throws -> Response {
        try await attempt(request, context) { sent in
            if sent.fields["sure"] == nil {
                return try ask(PersonQuestion(resetting: try await desk.account(sent.name)), context)
            }
            let link = try await desk.reset(sent.name, by: sent.identity.authority)
            return try await show(link, of: sent, request, context)
        }
    }

    /// The one time that a link can be seen: in the answer itself, which no cache keeps.
    private func show(
        _ link: IssuedSecret,
        of sent: Sent,
        _ request: Request,
        _ context: AppContext
    ) async throws -> Response {
        let text = SignInLink.address(of: link, on: address.text(for: request))
        return try await page(sent.name, context) { $0.issued = PersonView.Issued(link.credential, text: text) }
    }

    @Sendable private func makeToken(_ request: Request, _ context: AppContext) async throws -> Response {
        try await attempt(request, context) { sent in
            let draft = PersonView.TokenDraft(sent.fields)
            let token = try await desk.makeToken(for: sent.name, try draft.wish(), by: sent.identity.authority)
            return try await page(sent.name, context) {
                $0.issued = PersonView.Issued(token.credential, text: token.text)
            }
        }
    }

    @Sendable private func revoke(_ request: Request, _ context: AppContext) async throws -> Response {
        try await attempt(request, context) { sent in
            guard let id = sent.fields["credential"].flatMap({ Int64($0) }) else {
                throw RequestError(.badRequest, "choose what is to end")
            }
            try await desk.revoke(CredentialID(id), of: sent.name, by: sent.identity.authority)
            return done(.revoked, sent.name)
        }
    }
}
