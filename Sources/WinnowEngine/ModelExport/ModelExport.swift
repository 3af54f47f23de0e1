internal import WinnowDomain
internal import WinnowLearning

/// A model version for use without Winnow: the numbers that make probabilities of features, and what the features are.
///
/// What it says of a text is what `winnow predict` says, but for the order of sums: to 1e-5 where features are terms.
package struct ModelExport: Sendable {
    private let model: QueueModel
    private let queue: String
    private let plain: ExportedModel

    /// - Parameter queue: Its name.
    /// - Throws: `ModelExportRefusal` for a model that cannot be written down.
    package init(_ model: QueueModel, of queue: String) throws(ModelExportRefusal) {
        (self.model, self.queue) = (model, queue)
        plain = try ExportedModel(model)
    }

    /// The whole file. Takes a moment: call it on a `TrainingExecutor`.
    ///
    /// - Throws: `ModelExportRefusal`.
    package func bytes(_ format: ModelExportFormat) throws(ModelExportRefusal) -> [UInt8] {
        switch format {
        case .onnx: try onnx
        case .json: json
        }
    }

    private var labels: [String] { model.labels.map(\.name) }

    /// How the text is made of a record's fields.
    private var template: String { model.version.recipe.definition.item.text.source }

    private var task: String { model.version.recipe.definition.task.rawValue }

    private var onnx: [UInt8] {
        get throws(ModelExportRefusal) {
            let limit = ONNXFile.byteLimit
            guard plain.byteCount < limit else {
                throw .tooLarge(version: model.version.number, byteCount: plain.byteCount, limit: limit)
            }
            let graph = ModelGraph(plain, labels: labels, isMultilabel: model.isMultilabel).graph
            var features = JSONText()
            FeatureDescription(plain, hasBases: false).append(to: &features)
            let file = ONNXFile(
                graph: graph,
                graphName: queue,
                producerVersion: Release.version,
                modelVersion: model.version.number,
                note: "Model v\(model.version.number) of the queue \(queue), by Winnow; see docs/model-export.md",
                metadata: [
                    ("winnow.queue", queue),
                    ("winnow.model", "\(model.version.number)"),
                    ("winnow.event", "\(model.version.recipe.event)"),
                    ("winnow.version", Release.version),
                    ("winnow.task", task),
                    ("winnow.text", template),
                    ("winnow.labels", JSON.array(labels.map { .string($0) }).text),
                    ("winnow.features", features.text),
                ]
            )
            return file.bytes
        }
    }

    private var json: [UInt8] {
        var out = JSONText()
        out.object { out in
            out.member("winnow", .string(Release.version))
            out.member("queue", .string(queue))
            out.member("model", .integer(model.version.number))
            out.member("event", .integer(model.version.recipe.event))
            out.member("task", .string(task))
            out.member("text", .string(template))
            out.member("labels", .array(labels.map { .string($0) }))
            out.member("classifier") { ClassifierDescription(plain).append(to: &$0) }
            out.member("features") { FeatureDescription(plain, hasBases: true).append(to: &$0) }
        }
        return out.bytes + [UInt8(ascii: "\n")]
    }
}
