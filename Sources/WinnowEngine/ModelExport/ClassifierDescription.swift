internal import WinnowDomain
internal import WinnowLearning

/// What makes probabilities of features, in JSON: the numbers that a graph has too.
struct ClassifierDescription {
    private let model: ExportedModel

    init(_ model: ExportedModel) {
        self.model = model
    }

    func append(to out: inout JSONText) {
        out.object { out in
            out.member("inputs", .integer(model.inputCount))
            out.member("head", .string(headName))
            out.member("seen_labels", .array(model.seenLabels.map { .integer($0) }))
            out.member("layers") { out in
                out.array { out in for layer in model.layers { append(layer, to: &out) } }
            }
            out.member("calibration") { append(model.calibration, to: &$0) }
        }
    }

    private var headName: String {
        switch model.head {
        case .binomial: "binomial"
        case .softmax: "softmax"
        case .oneAgainstRest: "one-against-rest"
        }
    }

    private func append(_ layer: ExportedModel.Layer, to out: inout JSONText) {
        out.object { out in
            out.member("weights") { $0.matrix(layer.weights, columnCount: layer.outputCount) }
            out.member("bias") { $0.numbers(layer.bias) }
        }
    }

    private func append(_ calibration: Calibration, to out: inout JSONText) {
        out.object { out in
            switch calibration {
            case .none: out.member("kind", "none")
            case .temperature(let temperature):
                out.member("kind", "temperature")
                out.member("temperature", .real(temperature))
            case .platt(let lines):
                out.member("kind", "platt")
                out.member("slopes") { $0.numbers(lines.map(\.slope)) }
                out.member("intercepts") { $0.numbers(lines.map(\.intercept)) }
            case .isotonic(let steps):
                out.member("kind", "isotonic")
                out.member("inputs") { out in out.array { out in for step in steps { out.numbers(step.inputs) } } }
                out.member("outputs") { out in out.array { out in for step in steps { out.numbers(step.outputs) } } }
            }
        }
    }
}
