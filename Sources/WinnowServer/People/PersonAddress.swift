internal import Hummingbird

/// Where a person's page is: names are free, and not every one can be a part of a path.
enum PersonAddress {
    /// What stands in the path when the name stands behind it.
    private static let placeholder = "-"

    /// - Parameters:
    ///   - part: What follows the name, such as "links".
    ///   - folder: What precedes it.
    static func path(_ name: String, _ part: String? = nil, in folder: String = "people") -> String {
        let end = part.map { "/\($0)" } ?? ""
        return name.isPathPart && name != placeholder
            ? "/\(folder)/\(name.pathEscaped)\(end)" : "/\(folder)/\(placeholder)\(end)?name=\(name.pathEscaped)"
    }

    /// The name that a request gives.
    static func name(_ request: Request, _ context: AppContext) throws -> String {
        let part = try context.text("name")
        guard part == placeholder else { return part }
        return try FormFields(parsing: (request.uri.query ?? "").utf8)["name"] ?? part
    }
}
