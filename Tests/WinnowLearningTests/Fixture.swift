import Foundation

/// The stored values of other libraries, beside this file's package.
func fixture<Content: Decodable>(_ name: String, as type: Content.Type) throws -> Content {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    let data = try Data(contentsOf: folder.appending(path: "Fixtures/reference/\(name)"))
    return try JSONDecoder().decode(type, from: data)
}
