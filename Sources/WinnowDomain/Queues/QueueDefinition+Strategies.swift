extension QueryDefinition.Strategy {
    /// Without the version: `margin`.
    package var shortName: String { String(rawValue.prefix { $0 != "." }) }

    /// A strategy by its id, with or without the version; nil when there is none.
    package init?(named name: String) {
        guard let strategy = Self.allCases.first(where: { $0.rawValue == name || $0.shortName == name }) else {
            return nil
        }
        self = strategy
    }

    /// What to say of a name that is none.
    package static func unknown(_ name: String) -> String {
        let known = allCases.map(\.shortName).joined(separator: ", ")
        return "there is no query strategy \"\(name)\"; there are \(known)"
    }
}
