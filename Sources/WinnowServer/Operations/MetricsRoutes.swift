internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import WinnowDomain
internal import WinnowEngine

/// What Prometheus asks for.
struct MetricsRoutes: Sendable {
    let parts: ServerParts

    var routes: [Route] { [.api(.get, "/metrics", .permissionOrLoopback(.browse), metrics)] }

    @Sendable private func metrics(_ request: Request, _ context: AppContext) async throws -> Response {
        let queues = try await QueueMetrics(of: parts, context)
        var text = MetricsText()
        queues.write(to: &text)
        parts.measurements.figures.write(to: &text, queues: queues.names)
        if let bytes = ProcessMemory.residentByteCount {
            text.add("process_resident_memory_bytes", .gauge, "Memory that the process takes.", Double(bytes))
        }
        return Response(
            status: .ok,
            headers: [.contentType: MetricsText.mediaType],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text.text))
        )
    }
}

/// What the system says of this process.
enum ProcessMemory {
    /// Nil where there is no `/proc`.
    static var residentByteCount: Int? {
        guard let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8),
            let line = status.split(separator: "\n").first(where: { $0.hasPrefix("VmRSS:") }),
            let kilobytes = line.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap({ Int($0) })
        else { return nil }
        return kilobytes * 1_024
    }
}
