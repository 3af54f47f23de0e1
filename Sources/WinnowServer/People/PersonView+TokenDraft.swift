internal import WinnowDomain

extension PersonView {
    /// What stands in the form that makes a token.
    struct TokenDraft: Sendable {
        let name: String
        let scopes: [String]
        /// 0 for no end.
        let days: String

        init(_ fields: FormFields) {
            name = fields["token-name"] ?? ""
            scopes = fields.all("scope")
            days = fields["days"] ?? "90"
        }

        /// - Throws: `RequestError` for what no form of ours sends.
        func wish() throws -> PeopleDesk.TokenWish {
            let known = scopes.compactMap(Permission.init(rawValue:))
            guard known.count == scopes.count, let days = Int(days) else {
                throw RequestError(.badRequest, "choose scopes and an end from those that are offered")
            }
            return PeopleDesk.TokenWish(name: name, scopes: Set(known), days: days == 0 ? nil : days)
        }
    }
}
