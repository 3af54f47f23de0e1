internal import HTTPTypes
internal import Hummingbird
internal import WinnowDomain

/// Renders pages: the template of each with what all have in common.
struct Pages: Sendable {
    let templates: TemplateLibrary
    let assets: Assets

    /// - Parameters:
    ///   - title: Of the window; the page's own heading is in the template.
    ///   - values: What the template is filled with.
    func page(
        _ template: String,
        title: String,
        _ values: [String: Any?],
        _ context: AppContext,
        status: HTTPResponse.Status = .ok
    ) throws -> Response {
        // A value that is not there is no value: the library would write "nil".
        var all = values.compactMapValues(\.self)
        all["title"] = title
        all["static"] = assets.address
        if let identity = context.identity {
            all["account"] = ["name": identity.account.name]
            all["managesPeople"] = identity.may(.managePeople)
            all["formToken"] = identity.formToken ?? ""
            if identity.account.preferences.theme != .system {
                all["theme"] = identity.account.preferences.theme.rawValue
            }
        }
        let text = try templates.render(template, all)
        return Response(
            status: status,
            headers: [.contentType: "text/html; charset=utf-8"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text))
        )
    }

    func problem(_ problem: RequestError, _ context: AppContext) throws -> Response {
        try page(
            "problem",
            title: problem.code.title,
            [
                "heading": problem.code.title, "detail": problem.detail.map { "\($0.capitalizedFirst)." },
                "request": context.requestID,
            ],
            context,
            status: HTTPResponse.Status(code: problem.code.httpStatus)
        )
    }
}

extension String {
    var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
