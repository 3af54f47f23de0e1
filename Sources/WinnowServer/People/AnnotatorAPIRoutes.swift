internal import Hummingbird
internal import WinnowAPI
internal import WinnowDomain

/// Annotators for programs, also those without an account: they have no page.
struct AnnotatorAPIRoutes: Sendable {
    let desk: PeopleDesk

    private static let base = "/api/v1/annotators"

    var routes: [Route] {
        [
            .api(.get, Self.base, .permission(.managePeople), list),
            .api(.post, Self.base, .permission(.managePeople), add),
            .api(.get, "\(Self.base)/:name", .permission(.managePeople), show),
            .api(.patch, "\(Self.base)/:name", .permission(.managePeople), change),
        ]
    }

    @Sendable private func list(_ request: Request, _ context: AppContext) async throws -> Response {
        try JSONBody.reply(AnnotatorsReply(annotators: try await desk.annotators()))
    }

    @Sendable private func add(_ request: Request, _ context: AppContext) async throws -> Response {
        let wish = try await JSONBody.read(NewAnnotatorRequest.self, from: request, context)
        var response = try JSONBody.reply(try await desk.addAnnotator(wish.name), status: .created)
        response.headers[.location] = "/api/v1\(PersonAddress.path(wish.name, in: "annotators"))"
        return response
    }

    @Sendable private func show(_ request: Request, _ context: AppContext) async throws -> Response {
        try JSONBody.reply(try await desk.annotator(PersonAddress.name(request, context)))
    }

    @Sendable private func change(_ request: Request, _ context: AppContext) async throws -> Response {
        let wish = try await JSONBody.read(AnnotatorChangeRequest.self, from: request, context)
        let name = try PersonAddress.name(request, context)
        try await desk.setDisabled(wish.isDisabled, annotator: name, by: try context.requireIdentity().authority)
        return try JSONBody.reply(try await desk.annotator(name))
    }
}
