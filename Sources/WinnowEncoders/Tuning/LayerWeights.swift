internal import WinnowNumerics

/// The last layer's weights in single precision, as the file has them.
struct LayerWeights {
    /// A product's weights `(m, d)`, its bias `(m)`, and what the file calls the former.
    struct Product {
        let tensor: Safetensors.Tensor
        let weight: [Float]
        let bias: [Float]
    }

    struct Norm {
        let scale: [Float]
        let shift: [Float]
    }

    let configuration: EncoderConfiguration
    let query: Product
    let key: Product
    let value: Product
    let attentionOut: Product
    let attentionNorm: Norm
    let inner: Product
    let outer: Product
    let outerNorm: Norm
    /// By head and by distance, what is added to the scores, in powers of 2: `EmbeddingTables.distances`; empty without.
    let distances: [Float]
    let distanceStride: Int

    /// - Parameter limit: Tokens of the longest sequence.
    init(_ configuration: EncoderConfiguration, _ file: Safetensors, limit: Int) throws(EncoderError) {
        self.configuration = configuration
        let plan = WeightPlan(configuration, file, .best(.single))
        let names = WeightNames(architecture: configuration.architecture)
        func floats(_ name: String, _ shape: [Int]) throws(EncoderError) -> (Safetensors.Tensor, [Float]) {
            let tensor = try plan.tensor(name, shape)
            let values = file.floats(of: tensor)
            guard values.allSatisfy(\.isFinite) else {
                let reason = "it holds something that is no finite number"
                throw .damaged(file: file.file, place: tensor.name, reason: reason)
            }
            return (tensor, values)
        }
        func product(_ part: WeightNames.Part, _ outputs: Int, _ inputs: Int) throws(EncoderError) -> Product {
            let name = names.layer(configuration.layerCount - 1, part)
            let (tensor, weight) = try floats(name + ".weight", [outputs, inputs])
            return Product(tensor: tensor, weight: weight, bias: try floats(name + ".bias", [outputs]).1)
        }
        func norm(_ part: WeightNames.Part) throws(EncoderError) -> Norm {
            let name = names.layer(configuration.layerCount - 1, part)
            // What the first checkpoints called them.
            let isOld = plan.has(name + ".gamma")
            return Norm(
                scale: try floats(name + (isOld ? ".gamma" : ".weight"), [configuration.width]).1,
                shift: try floats(name + (isOld ? ".beta" : ".bias"), [configuration.width]).1
            )
        }
        let (width, innerWidth) = (configuration.width, configuration.innerWidth)
        query = try product(.query, width, width)
        key = try product(.key, width, width)
        value = try product(.value, width, width)
        attentionOut = try product(.attentionOut, width, width)
        attentionNorm = try norm(.attentionNorm)
        inner = try product(.inner, innerWidth, width)
        outer = try product(.outer, width, innerWidth)
        outerNorm = try norm(.outerNorm)
        let table = EmbeddingTables(configuration, limit: limit)
        distances = configuration.distanceCount > 0 ? try table.distances(plan) : []
        distanceStride = table.distanceStride
    }

    subscript(part: TunedPart) -> Product {
        switch part {
        case .query: query
        case .value: value
        case .inner: inner
        case .outer: outer
        }
    }
}
