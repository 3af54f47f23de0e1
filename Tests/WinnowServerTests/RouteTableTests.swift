import HTTPTypes
import Testing
import WinnowDomain

@testable import WinnowServer

/// Who may use which address, written down a second time: a slip in the routes' own table would pass every test that asks
/// that table.
@Suite struct RouteTableTests {
    @Test("each address needs the permission that is written here, and there is no other address")
    func table() async throws {
        let fixture = try await ServerFixture()
        let found = fixture.server.routes.map { "\($0.method.rawValue) \($0.path) \(word($0.access))" }
        #expect(found.sorted() == Self.table.split(separator: "\n").map(String.init).sorted())
    }

    private func word(_ access: Route.Access) -> String {
        switch access {
        case .everybody: "everybody"
        case .signedIn: "signed-in"
        case .permission(let permission): permission.rawValue
        case .permissionOrLoopback(let permission): "\(permission.rawValue)-or-here"
        }
    }

    private static let table = """
        DELETE /api/v1/people/:name/credentials/:credential people
        GET / signed-in
        GET /account signed-in
        GET /api/openapi.yaml everybody
        GET /api/problems everybody
        GET /api/v1/annotators people
        GET /api/v1/annotators/:name people
        GET /api/v1/people people
        GET /api/v1/people/:name people
        GET /api/v1/people/:name/credentials people
        GET /api/v1/queues signed-in
        DELETE /api/v1/webhooks/:webhook webhooks
        GET /api/v1/webhooks webhooks
        GET /api/v1/webhooks/:webhook webhooks
        GET /api/v1/webhooks/:webhook/deliveries webhooks
        PATCH /api/v1/webhooks/:webhook webhooks
        POST /api/v1/webhooks webhooks
        POST /api/v1/webhooks/:webhook/ping webhooks
        POST /api/v1/webhooks/:webhook/redeliver webhooks
        GET /api/v1/queues/:queue signed-in
        GET /api/v1/queues/:queue/assignments/:assignment/words label
        GET /api/v1/queues/:queue/counterfactuals browse
        GET /api/v1/queues/:queue/counterfactuals/:counterfactual browse
        GET /api/v1/queues/:queue/decisions label
        GET /api/v1/queues/:queue/decisions/:annotation label
        GET /api/v1/queues/:queue/evaluation browse
        GET /api/v1/queues/:queue/events label
        GET /api/v1/queues/:queue/export export
        GET /api/v1/queues/:queue/export/report export
        GET /api/v1/queues/:queue/items browse
        GET /api/v1/queues/:queue/items/:item browse
        GET /api/v1/queues/:queue/map browse
        GET /api/v1/queues/:queue/map/:version/points/:point browse
        GET /api/v1/queues/:queue/models browse
        GET /api/v1/queues/:queue/models/:version browse
        GET /api/v1/queues/:queue/models/:version/export export
        GET /api/v1/queues/:queue/models/:version/texts browse
        GET /api/v1/queues/:queue/predictions browse
        GET /api/v1/queues/:queue/ranking browse
        GET /api/v1/queues/:queue/status browse
        GET /api/v1/queues/:queue/training-runs browse
        GET /api/v1/session signed-in
        GET /healthz everybody
        GET /label-studio/:queue/health train
        GET /label-studio/:queue/versions train
        GET /metrics browse-or-here
        GET /people people
        GET /people/:name people
        GET /queues/:queue/counterfactuals browse
        GET /queues/:queue/counterfactuals/:counterfactual label
        GET /queues/:queue/insight browse
        GET /queues/:queue/insight/:file browse
        GET /queues/:queue/items browse
        GET /queues/:queue/items/:item browse
        GET /queues/:queue/label label
        GET /queues/:queue/revise label
        GET /readyz everybody
        GET /sign-in everybody
        GET /sign-in/link everybody
        GET /static/:mark/:name everybody
        PATCH /api/v1/annotators/:name people
        PATCH /api/v1/people/:name people
        PATCH /api/v1/queues/:queue queues
        POST /account/keys signed-in
        POST /account/password signed-in
        POST /account/sessions signed-in
        POST /account/theme signed-in
        POST /api/v1/annotators people
        POST /api/v1/people people
        POST /api/v1/people/:name/links people
        POST /api/v1/people/:name/tokens people
        POST /api/v1/queues queues
        POST /api/v1/queues/:queue/annotations/:annotation/retract label
        POST /api/v1/queues/:queue/annotations/:annotation/revise label
        POST /api/v1/queues/:queue/assignments label
        POST /api/v1/queues/:queue/assignments/:assignment/annotation label
        POST /api/v1/queues/:queue/assignments/:assignment/release label
        POST /api/v1/queues/:queue/assignments/:assignment/renew label
        POST /api/v1/queues/:queue/counterfactual-checks label
        POST /api/v1/queues/:queue/counterfactuals label
        POST /api/v1/queues/:queue/counterfactuals/:counterfactual/decisions label
        POST /api/v1/queues/:queue/items import
        POST /api/v1/queues/:queue/predictions train
        POST /api/v1/queues/:queue/training-runs train
        POST /people people
        POST /people/:name/change people
        POST /people/:name/links people
        POST /people/:name/reset people
        POST /people/:name/revoke people
        POST /people/:name/tokens people
        POST /label-studio/:queue/predict train
        POST /label-studio/:queue/setup train
        POST /label-studio/:queue/webhook import
        POST /queues/:queue/annotations/:annotation browse
        POST /queues/:queue/counterfactuals/:counterfactual label
        POST /queues/:queue/label label
        POST /queues/:queue/label/undo label
        POST /queues/:queue/revise label
        POST /sign-in everybody
        POST /sign-in/link everybody
        POST /sign-out signed-in
        """
}
