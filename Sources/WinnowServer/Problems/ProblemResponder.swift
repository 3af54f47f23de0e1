internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import Logging
internal import WinnowAPI
internal import WinnowDomain

/// Makes answers of errors: problem documents for programs, pages for people, and a line in the log where it is our fault.
struct ProblemResponder: RouterMiddleware {
    typealias Context = AppContext

    let pages: Pages
    /// Addresses of programs outside `/api/`.
    let programPaths: Set<String>

    func handle(
        _ request: Request,
        context: AppContext,
        next: (Request, AppContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch is CancellationError {
            throw CancellationError()
        } catch {
            let problem = RequestError(error)
            if problem.code.httpStatus >= 500 {
                context.logger.error("request failed", metadata: ["error": "\(error)", "path": "\(request.uri.path)"])
            }
            var response = try answer(problem, request, context)
            if let seconds = problem.retryAfterSeconds { response.headers[.retryAfter] = "\(seconds)" }
            if let allowed = problem.allowed { response.headers[.allow] = allowed }
            // Nobody reads what is still coming.
            if problem.code == .tooLarge { response.headers[.connection] = "close" }
            return response
        }
    }

    private func answer(_ problem: RequestError, _ request: Request, _ context: AppContext) throws -> Response {
        if request.uri.path.hasPrefix("/api/") || request.uri.path.hasPrefix(LabelStudioRoutes.prefix)
            || programPaths.contains(request.uri.path)
            || request.headers[.accept]?.contains("json") == true
        {
            return try document(problem, context)
        }
        if problem.code == .unauthenticated, !request.uri.path.hasPrefix("/sign-in") {
            // What was sent is lost, and its address has no page.
            let next = request.method == .get ? "?next=" + request.uri.description.formEscaped : ""
            return .redirect(to: "/sign-in" + next, type: .normal)
        }
        return try pages.problem(problem, context)
    }

    private func document(_ problem: RequestError, _ context: AppContext) throws -> Response {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let body = try encoder.encode(problem.document(instance: context.requestID))
        var headers: HTTPFields = [.contentType: ProblemDocument.mediaType]
        if problem.code == .unauthenticated { headers[.wwwAuthenticate] = "Bearer" }
        return Response(
            status: HTTPResponse.Status(code: problem.code.httpStatus),
            headers: headers,
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: body))
        )
    }
}

extension String {
    /// As a value in a query.
    var formEscaped: String {
        addingPercentEncoding(withAllowedCharacters: CharacterSet(charactersIn: "-._~/").union(.asciiAlphanumerics))
            ?? ""
    }
}

extension CharacterSet {
    fileprivate static let asciiAlphanumerics = CharacterSet(
        charactersIn: "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
    )
}
