internal import Hummingbird
internal import WinnowDomain

extension FormFields {
    /// A form that a page of ours sent for this session.
    ///
    /// - Throws: `RequestError`, also for a form of another session.
    static func ofPage(_ request: Request, _ context: AppContext, limit: Int = 16_384) async throws -> FormFields {
        let fields = try await FormFields(of: request, limit: limit)
        try FormGuard.check(fields[FormGuard.field], for: try context.requireIdentity())
        return fields
    }
}
