/// What a model version is written as.
package enum ModelExportFormat: String, Sendable, CaseIterable {
    /// A graph for onnxruntime and others, with the description of its features in the metadata.
    case onnx
    /// Weights and description as JSON, for whoever computes by himself.
    case json

    package var mediaType: String {
        switch self {
        case .onnx: "application/octet-stream"
        case .json: "application/json"
        }
    }

    /// Of a version of a queue: `support-tickets-v12.onnx`.
    package func fileName(queue: String, version: Int) -> String { "\(queue)-v\(version).\(rawValue)" }
}
