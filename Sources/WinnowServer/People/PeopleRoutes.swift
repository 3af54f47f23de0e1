internal import Foundation
internal import Hummingbird
internal import WinnowDomain

/// The list of accounts, and the form that adds one.
struct PeopleRoutes: Sendable {
    let desk: PeopleDesk
    let pages: Pages

    var routes: [Route] {
        [
            .page(.get, "/people", .permission(.managePeople), list),
            .page(.post, "/people", .permission(.managePeople), add),
        ]
    }

    @Sendable private func list(_ request: Request, _ context: AppContext) async throws -> Response {
        try await page(PeopleView.Draft(name: "", role: .annotator), mistake: nil, context)
    }

    private func page(_ draft: PeopleView.Draft, mistake: RequestError?, _ context: AppContext) async throws -> Response
    {
        let view = PeopleView(
            people: try await desk.people(),
            others: try await desk.namesWithoutAccount(),
            identity: try context.requireIdentity(),
            draft: draft,
            mistake: mistake?.detail
        )
        return try pages.page("people", title: "People", view.values, context, status: mistake?.status ?? .ok)
    }

    @Sendable private func add(_ request: Request, _ context: AppContext) async throws -> Response {
        let fields = try await FormFields.ofPage(request, context)
        guard let role = fields["role"].flatMap(Role.init(rawValue:)) else {
            throw RequestError(.badRequest, "choose one of the roles")
        }
        // Spaces around a name come from copying; no name has them.
        let name = (fields["name"] ?? "").trimmingCharacters(in: .whitespaces)
        do {
            let account = try await desk.add(name, role: role, by: try context.requireIdentity().authority)
            return .redirect(to: PersonAddress.path(account.name), type: .normal)
        } catch {
            let problem = RequestError(error)
            guard problem.isOfForm else { throw error }
            return try await page(PeopleView.Draft(name: name, role: role), mistake: problem, context)
        }
    }
}
