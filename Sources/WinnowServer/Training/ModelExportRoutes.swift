internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import WinnowDomain
internal import WinnowEngine

/// A model version as a file: the same bytes as from `winnow model export`.
struct ModelExportRoutes: Sendable {
    let parts: ServerParts

    var routes: [Route] {
        [.api(.get, "/api/v1/queues/:queue/models/:version/export", .permission(.export), export)]
    }

    @Sendable private func export(_ request: Request, _ context: AppContext) async throws -> Response {
        let format: ModelExportFormat = try QueryFields(request, knows: ["format"]).choice("format") ?? .onnx
        let version = try context.modelVersion()
        let loop = try await parts.loops.loop(named: try context.text("queue"))
        let model = try await loop.model(version: version)
        let name = loop.queue.name
        let bytes = try await TrainingExecutor.onDemand.perform { try ModelExport(model, of: name).bytes(format) }
        let file = format.fileName(queue: name, version: model.version.number)
        return Response(
            status: .ok,
            headers: [
                .contentType: format.mediaType,
                .contentDisposition: "attachment; filename=\"\(file)\"",
            ],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes))
        )
    }
}
