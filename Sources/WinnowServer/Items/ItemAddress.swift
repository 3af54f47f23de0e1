internal import Foundation
internal import Hummingbird

/// Where an item's page is: any string may be an id, and not every one can be a part of a path.
enum ItemAddress {
    /// What stands in the path when the id stands behind it.
    private static let placeholder = "-"

    static func path(_ queue: String, _ id: String, adding parameters: String = "") -> String {
        let folder = "/queues/\(queue.formEscaped)/items/"
        let more = parameters.isEmpty ? "" : parameters
        if id.isPathPart, id != placeholder { return folder + id.pathEscaped + (more.isEmpty ? "" : "?\(more)") }
        return folder + "\(placeholder)?id=\(id.pathEscaped)" + (more.isEmpty ? "" : "&\(more)")
    }

    /// The id that a request names.
    static func id(_ request: Request, _ context: AppContext) throws -> String {
        let part = try context.text("item")
        guard part == placeholder else { return part }
        return try FormFields(parsing: (request.uri.query ?? "").utf8)["id"] ?? part
    }
}

extension String {
    /// As one part of a path.
    var pathEscaped: String { formEscaped.replacing("/", with: "%2F") }

    /// Whether it arrives as one part of a path, escaped: browsers go up at dots, proxies take escaped slashes for slashes.
    var isPathPart: Bool {
        // By bytes: a slash with an accent on it is another character, and a slash still.
        !utf8.contains { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "\\") } && self != "." && self != ".."
    }
}
