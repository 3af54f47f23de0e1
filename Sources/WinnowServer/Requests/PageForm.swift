internal import Hummingbird
internal import WinnowDomain

extension FormFields {
    /// A form that a page of ours sent for this session.
    ///
    /// - Throws: `RequestError`, also for a form of another session.
    static func ofPage(_ request: Request, _ context: AppContext) async throws -> FormFields {
        let fields = try await FormFields(of: request, context)
        try FormGuard.check(fields[FormGuard.field], for: try context.requireIdentity())
        return fields
    }
}
