internal import CWinnowKernels

/// What to pack of a file's tensors, and where to. Every shape is checked on the way.
struct WeightPlan {
    /// One tensor's way into the memory.
    struct Job {
        enum Kind {
            /// As some outputs of a product.
            case outputs(first: Int, count: Int, product: PackedProduct)
            case vector
        }
        var tensor: Safetensors.Tensor
        var kind: Kind
        var scale: Float
        var target: Int
    }

    let configuration: EncoderConfiguration
    let file: Safetensors
    let kernels: EncoderKernels
    private let names: WeightNames
    private let prefix: String
    var memory = MemoryPlan()
    var jobs: [Job] = []

    init(_ configuration: EncoderConfiguration, _ file: Safetensors, _ kernels: EncoderKernels) {
        self.configuration = configuration
        self.file = file
        self.kernels = kernels
        names = WeightNames(architecture: configuration.architecture)
        let words = WeightNames.words
        prefix = configuration.architecture.prefixes.first { file.tensors[$0 + words] != nil } ?? ""
    }

    func has(_ name: String) -> Bool { file.tensors[prefix + name] != nil }

    /// A tensor of the shape wanted, in a format that can be read.
    func tensor(_ name: String, _ shape: [Int]) throws(EncoderError) -> Safetensors.Tensor {
        guard let tensor = file.tensors[prefix + name] else {
            throw .damaged(file: file.file, place: prefix + name, reason: "the tensor is missing")
        }
        guard tensor.shape == shape else {
            throw .wrongShape(tensor: tensor.name, expected: shape, found: tensor.shape, file: file.file)
        }
        guard tensor.format.kernelFormat != nil else {
            let known = TensorFormat.allCases.filter { $0.kernelFormat != nil }.map(\.rawValue)
            let kind = "format of \(tensor.name)"
            throw .unknown(kind: kind, name: tensor.format.rawValue, file: file.file, known: known)
        }
        return tensor
    }

    mutating func layer(_ number: Int) throws(EncoderError) -> EncoderLayer {
        let width = configuration.width
        // The scale of the scores, for powers of 2.
        let scale = Float(1 / Double(configuration.headWidth).squareRoot() * 1.4426950408889634)
        let heads: [(WeightNames.Part, Float)] = [(.query, scale), (.key, 1), (.value, 1)]
        return EncoderLayer(
            projection: try product(number, heads, inputCount: width, each: width),
            attentionOut: try product(number, [(.attentionOut, 1)], inputCount: width, each: width),
            attentionNorm: try norm(names.layer(number, .attentionNorm)),
            inner: try product(number, [(.inner, 1)], inputCount: width, each: configuration.innerWidth),
            outer: try product(number, [(.outer, 1)], inputCount: configuration.innerWidth, each: width),
            outerNorm: try norm(names.layer(number, .outerNorm))
        )
    }

    private mutating func product(
        _ layer: Int,
        _ parts: [(part: WeightNames.Part, scale: Float)],
        inputCount: Int,
        each count: Int
    ) throws(EncoderError) -> PackedProduct {
        let table = kernels.table.pointee
        let outputCount = parts.count * count
        let panels = (outputCount + table.panel - 1) / table.panel * table.panel
        let isBytes = kernels.precision == .byte
        let unit = isBytes ? 4 : table.unit
        let inputs = (inputCount + unit - 1) / unit * unit
        let product = PackedProduct(
            panels: memory.take(panels * inputs * (isBytes ? 1 : table.weight_bytes)),
            bias: memory.takeFloats(panels),
            scales: isBytes ? memory.takeFloats(panels) : nil,
            sums: isBytes ? memory.takeFloats(panels) : nil,
            inputCount: inputCount,
            outputCount: outputCount
        )
        for (place, part) in parts.enumerated() {
            let name = names.layer(layer, part.part)
            let weights = try tensor(name + ".weight", [count, inputCount])
            let outputs = Job.Kind.outputs(first: place * count, count: count, product: product)
            jobs.append(Job(tensor: weights, kind: outputs, scale: part.scale, target: product.panels))
            let bias = try tensor(name + ".bias", [count])
            let target = product.bias + place * count * MemoryLayout<Float>.stride
            jobs.append(Job(tensor: bias, kind: .vector, scale: part.scale, target: target))
        }
        return product
    }

    mutating func norm(_ name: String) throws(EncoderError) -> PackedNorm {
        let width = configuration.width
        let padded = EncoderKernels.stride(width, elementByteCount: 4)
        let norm = PackedNorm(scale: memory.takeFloats(padded), shift: memory.takeFloats(padded))
        // What the first checkpoints called them.
        let isOld = has(name + ".gamma")
        let scale = try tensor(name + (isOld ? ".gamma" : ".weight"), [width])
        jobs.append(Job(tensor: scale, kind: .vector, scale: 1, target: norm.scale))
        let shift = try tensor(name + (isOld ? ".beta" : ".bias"), [width])
        jobs.append(Job(tensor: shift, kind: .vector, scale: 1, target: norm.shift))
        return norm
    }
}
