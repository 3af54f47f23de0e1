internal import Foundation
internal import Mustache

/// The page templates of `web/templates`.
struct TemplateLibrary: Sendable {
    private let library: MustacheLibrary

    /// - Throws: `ServerError.badTemplate` with the file, `ServerError.noWebFolder`.
    init(folder: URL) throws {
        MustacheContentTypes.register(HTMLText(), named: HTMLText.name)
        var library = MustacheLibrary()
        let files: [URL]
        do {
            files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        } catch {
            throw ServerError.noWebFolder(path: folder.path)
        }
        for file in files where file.pathExtension == "mustache" {
            do {
                // Every template escapes our way, whoever includes it.
                let text = "{{% CONTENT_TYPE:\(HTMLText.name)}}" + (try String(contentsOf: file, encoding: .utf8))
                try library.register(text, named: file.deletingPathExtension().lastPathComponent)
            } catch {
                throw ServerError.badTemplate(path: file.path, reason: "\(error)")
            }
        }
        self.library = library
    }

    /// - Throws: `ServerError.badTemplate` when there is none of that name.
    func render(_ name: String, _ values: [String: Any]) throws -> String {
        guard let text = library.render(values, withTemplate: name) else {
            throw ServerError.badTemplate(path: "\(name).mustache", reason: "there is no such template")
        }
        return text
    }
}
