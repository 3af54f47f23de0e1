internal import Hummingbird
internal import WinnowDomain

/// What the `type` of problem documents points to: the catalogue of codes, for people who meet one.
struct ProblemListRoutes: Sendable {
    let pages: Pages

    var routes: [Route] { [.page(.get, "/api/problems", .everybody, list)] }

    @Sendable private func list(_ request: Request, _ context: AppContext) throws -> Response {
        let problems = ErrorCode.allCases.map { code in
            ["code": code.rawValue, "title": code.title, "status": "\(code.httpStatus)"]
        }
        return try pages.page("problems", title: "What can go wrong", ["problems": problems], context)
    }
}
