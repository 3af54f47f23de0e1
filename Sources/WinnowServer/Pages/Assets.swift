internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import WinnowDomain

/// The static files of `web/static`, read once. The digest of all of them is in their addresses, so that browsers keep
/// them for ever and modules find each other by plain names.
struct Assets: Sendable {
    private struct File: Sendable {
        let body: ByteBuffer
        let mediaType: String
    }

    private let files: [String: File]
    private let mark: String

    private static let mediaTypes = [
        "css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8", "svg": "image/svg+xml",
        "png": "image/png", "webmanifest": "application/manifest+json", "txt": "text/plain; charset=utf-8",
    ]

    /// - Throws: `ServerError.noWebFolder`.
    init(folder: URL) throws {
        var files: [String: File] = [:]
        var all = Data()
        do {
            let urls = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            for url in urls.sorted(by: { $0.lastPathComponent < $1.lastPathComponent }) {
                guard let type = Self.mediaTypes[url.pathExtension] else { continue }
                let data = try Data(contentsOf: url)
                all += Data(url.lastPathComponent.utf8) + data
                files[url.lastPathComponent] = File(body: ByteBuffer(bytes: data), mediaType: type)
            }
        } catch {
            throw ServerError.noWebFolder(path: folder.path)
        }
        self.files = files
        mark = String(Digest(of: all).description.prefix(12))
    }

    /// Where the files are: `{{static}}/winnow.css` in a template.
    var address: String { "/static/\(mark)" }

    var routes: [Route] {
        [
            .page(.get, "/static/:mark/:name", .everybody) { _, context in
                guard let name = context.parameters.get("name"), let file = files[name] else {
                    throw RequestError(.noSuchPage)
                }
                // A page that was open while the server was renewed asks for files as they were.
                let isPresent = context.parameters.get("mark") == mark
                return Response(
                    status: .ok,
                    headers: [
                        .contentType: file.mediaType,
                        .cacheControl: isPresent ? "public, max-age=31536000, immutable" : "no-cache",
                    ],
                    body: ResponseBody(byteBuffer: file.body)
                )
            }
        ]
    }
}
