import Foundation
import WinnowEncoders
import WinnowNumerics

/// A small random network: its files, and the obvious way through it in double precision.
struct TinyNetwork {
    var kind: String
    var width = 32
    var headCount = 4
    var innerWidth = 48
    var layerCount = 2
    var vocabularySize = 50
    var positionCount = 70
    var activation = "gelu"
    var prefix = ""
    /// Whether the file has the names of the first checkpoints.
    var isOld = false
    var seed: UInt64 = 1
    private(set) var tensors: [String: (shape: [Int], values: [Float])] = [:]

    init(kind: String, configure: (inout TinyNetwork) -> Void = { _ in }) {
        self.kind = kind
        configure(&self)
        add("embeddings.word_embeddings.weight", [vocabularySize, width])
        add("embeddings.position_embeddings.weight", [positionCount, width])
        if hasTypes { add("embeddings.token_type_embeddings.weight", [2, width]) }
        addNorm("embeddings.LayerNorm")
        if kind == "mpnet" { add("encoder.relative_attention_bias.weight", [32, headCount], scale: 2) }
        for layer in 0..<layerCount {
            for part in names.prefix(4) { addProduct("\(stem(layer)).\(part)", width, width) }
            addNorm("\(stem(layer)).\(names[4])")
            addProduct("\(stem(layer)).\(names[5])", innerWidth, width)
            addProduct("\(stem(layer)).\(names[6])", width, innerWidth)
            addNorm("\(stem(layer)).\(names[7])")
        }
    }

    var hasTypes: Bool { kind != "mpnet" && kind != "distilbert" }
    var firstPosition: Int { kind == "bert" || kind == "distilbert" ? 0 : 2 }
    var longest: Int { positionCount - firstPosition }

    private func stem(_ layer: Int) -> String {
        kind == "distilbert" ? "transformer.layer.\(layer)" : "encoder.layer.\(layer)"
    }

    /// Query, key, value, out, norm, inner, outer, norm.
    private var names: [String] {
        switch kind {
        case "distilbert":
            ["q_lin", "k_lin", "v_lin", "out_lin"].map { "attention.\($0)" }
                + ["sa_layer_norm", "ffn.lin1", "ffn.lin2", "output_layer_norm"]
        case "mpnet":
            ["q", "k", "v", "o"].map { "attention.attn.\($0)" }
                + ["attention.LayerNorm", "intermediate.dense", "output.dense", "output.LayerNorm"]
        default:
            ["self.query", "self.key", "self.value", "output.dense", "output.LayerNorm"].map { "attention.\($0)" }
                + ["intermediate.dense", "output.dense", "output.LayerNorm"]
        }
    }

    private mutating func add(_ name: String, _ shape: [Int], scale: Float = 0.4, around centre: Float = 0) {
        var generator = SeededGenerator(seed: seed, purpose: "tiny", index: UInt64(tensors.count))
        let count = shape.reduce(1, *)
        let values = (0..<count).map { _ in centre + (Float(generator.uniform()) - 0.5) * 2 * scale }
        tensors[prefix + name] = (shape, values)
    }

    private mutating func addProduct(_ name: String, _ outputs: Int, _ inputs: Int) {
        add(name + ".weight", [outputs, inputs])
        add(name + ".bias", [outputs])
    }

    private mutating func addNorm(_ name: String) {
        add(name + ".weight", [width], around: 1)
        add(name + ".bias", [width])
    }

    // MARK: Files

    var configuration: String {
        let isDistilled = kind == "distilbert"
        let fields: [(String, String)] = [
            ("model_type", "\"\(kind)\""), ("vocab_size", "\(vocabularySize)"),
            (isDistilled ? "dim" : "hidden_size", "\(width)"),
            (isDistilled ? "n_layers" : "num_hidden_layers", "\(layerCount)"),
            (isDistilled ? "n_heads" : "num_attention_heads", "\(headCount)"),
            (isDistilled ? "hidden_dim" : "intermediate_size", "\(innerWidth)"),
            (isDistilled ? "activation" : "hidden_act", "\"\(activation)\""),
            ("max_position_embeddings", "\(positionCount)"), ("type_vocab_size", "2"), ("layer_norm_eps", "1e-12"),
        ]
        return "{" + fields.map { "\"\($0)\": \($1)" }.joined(separator: ", ") + "}"
    }

    var safetensors: Data {
        var header: [String] = []
        var numbers = Data()
        for (name, tensor) in tensors.sorted(by: { $0.key < $1.key }) {
            let begin = numbers.count
            tensor.values.withUnsafeBytes { numbers.append(contentsOf: $0) }
            let place = "\"data_offsets\": [\(begin), \(numbers.count)]"
            let norms = [("LayerNorm.weight", "LayerNorm.gamma"), ("LayerNorm.bias", "LayerNorm.beta")]
            let shown = isOld ? norms.reduce(name) { $0.replacing($1.0, with: $1.1) } : name
            header.append("\"\(shown)\": {\"dtype\": \"F32\", \"shape\": \(tensor.shape), \(place)}")
        }
        return Self.file(header: "{" + header.joined(separator: ", ") + "}", numbers)
    }

    static func file(header: String, _ numbers: Data) -> Data {
        var data = Data()
        withUnsafeBytes(of: UInt64(header.utf8.count).littleEndian) { data.append(contentsOf: $0) }
        data.append(contentsOf: header.utf8)
        data.append(numbers)
        return data
    }

    func write() throws -> ModelFiles {
        let files = try ModelFiles()
        try files.write(configuration, to: "config.json")
        try files.write(safetensors, to: "model.safetensors")
        return files
    }
}

extension TinyNetwork {
    private func values(_ name: String) -> [Double] { (tensors[prefix + name]?.values ?? []).map(Double.init) }

    private func product(_ rows: [[Double]], _ name: String) -> [[Double]] {
        let weights = values(name + ".weight")
        let bias = values(name + ".bias")
        return rows.map { row in
            bias.indices.map { output in
                row.indices.reduce(bias[output]) { $0 + row[$1] * weights[output * row.count + $1] }
            }
        }
    }

    private func normalized(_ rows: [[Double]], _ name: String) -> [[Double]] {
        rows.map { Naive.normalized($0, values(name + ".weight"), values(name + ".bias"), 1e-12) }
    }

    private static func sum(_ a: [[Double]], _ b: [[Double]]) -> [[Double]] {
        zip(a, b).map { zip($0, $1).map { $0 + $1 } }
    }

    /// The last layer's rows of one sequence.
    func rows(of ids: [Int]) -> [[Double]] {
        let words = values("embeddings.word_embeddings.weight")
        let positions = values("embeddings.position_embeddings.weight")
        let types = hasTypes ? values("embeddings.token_type_embeddings.weight") : [Double](repeating: 0, count: width)
        var rows = ids.enumerated().map { place, id in
            (0..<width).map { words[id * width + $0] + positions[(firstPosition + place) * width + $0] + types[$0] }
        }
        rows = normalized(rows, "embeddings.LayerNorm")
        for layer in 0..<layerCount {
            let parts = names.map { "\(stem(layer)).\($0)" }
            // Scores in powers of 2.
            let scale = 1 / (Double(width / headCount).squareRoot() * log(2))
            let queries = product(rows, parts[0]).map { $0.map { $0 * scale } }
            let heads = zip(zip(queries, product(rows, parts[1])), product(rows, parts[2])).map { $0.0 + $0.1 + $1 }
            let attended = Naive.attention(heads, headCount: headCount, relative: relative(ids.count))
            rows = normalized(Self.sum(product(attended, parts[3]), rows), parts[4])
            let function = EncoderConfiguration.Activation(rawValue: activation) ?? .gelu
            let inner = product(rows, parts[5]).map { $0.map { Naive.activated($0, function) } }
            rows = normalized(Self.sum(product(inner, parts[6]), rows), parts[7])
        }
        return rows
    }

    /// MPNet's numbers by distance.
    private func relative(_ length: Int) -> [[Double]]? {
        guard kind == "mpnet" else { return nil }
        let table = values("encoder.relative_attention_bias.weight")
        return (0..<headCount).map { head in
            (1 - length..<length).map { distance in
                var bucket = distance > 0 ? 16 : 0
                let far = abs(distance)
                // 8 of their own; then up to 11, 15, 22, 31, 45, 63, 90: an eighth of the powers of 16 each.
                bucket += far < 8 ? far : 8 + [12, 16, 23, 32, 46, 64, 91].count { far >= $0 }
                return table[bucket * headCount + head] / log(2)
            }
        }
    }
}
