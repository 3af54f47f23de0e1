/// An annotator who can sign in, or a machine with tokens.
package struct Account: Hashable, Sendable {
    package let id: AnnotatorID
    package let name: String
    package let role: Role
    package let isDisabled: Bool
    package let hasPassword: Bool
    package let preferences: Preferences

    package init(
        id: AnnotatorID,
        name: String,
        role: Role,
        isDisabled: Bool,
        hasPassword: Bool,
        preferences: Preferences
    ) {
        self.id = id
        self.name = name
        self.role = role
        self.isDisabled = isDisabled
        self.hasPassword = hasPassword
        self.preferences = preferences
    }
}

/// How somebody likes the pages.
package struct Preferences: Hashable, Sendable, Codable {
    package enum Theme: String, Hashable, Sendable, Codable, CaseIterable {
        case system, light, dark
    }

    package var theme = Theme.system
    /// Whether single keys do something; WCAG 2.1.4.
    package var areKeysOn = true
    /// Keys that were changed, by what they do.
    package var keys: [String: String] = [:]

    package init() {}

    /// What is not stored is as for everybody: older rows know fewer preferences.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        theme = try container.decodeIfPresent(Theme.self, forKey: .theme) ?? .system
        areKeysOn = try container.decodeIfPresent(Bool.self, forKey: .areKeysOn) ?? true
        keys = try container.decodeIfPresent([String: String].self, forKey: .keys) ?? [:]
    }
}
