internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore

/// The description of the API, for programs that read such.
struct DescriptionRoutes: Sendable {
    private let text: ByteBuffer

    /// - Throws: `ServerError.noWebFolder`.
    init(webFolder: URL) throws {
        do {
            text = ByteBuffer(bytes: try Data(contentsOf: webFolder.appending(path: "openapi.yaml")))
        } catch {
            throw ServerError.noWebFolder(path: webFolder.path)
        }
    }

    var routes: [Route] {
        [
            .api(.get, "/api/openapi.yaml", .everybody) { _, _ in
                Response(
                    status: .ok,
                    headers: [.contentType: "application/yaml", .cacheControl: "no-cache"],
                    body: ResponseBody(byteBuffer: text)
                )
            }
        ]
    }
}
