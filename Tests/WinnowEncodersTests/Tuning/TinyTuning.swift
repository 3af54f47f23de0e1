import Foundation
import Testing
import WinnowNumerics

@testable import WinnowEncoders

/// A small network with sequences of random tokens and labels, ready to be tuned.
struct TinyTuning {
    let files: ModelFiles
    let encoder: NativeEncoder
    let weights: LayerWeights
    let layer: FrozenLayer
    let states: TuningStates
    let labels: [Int]

    /// - Parameter label: Of a sequence.
    init(
        _ network: TinyNetwork,
        pooling: String = "mean_tokens",
        isNormalized: Bool = true,
        lengths: [Int] = [3, 7, 1, 0, 20, 5, 9, 2],
        labelCount: Int = 3,
        label: (([Int]) -> Int)? = nil
    ) throws {
        files = try network.write()
        try files.writeModules(pooling: pooling, isNormalized: isNormalized)
        encoder = try NativeEncoder(folder: files.path)
        let file = try Safetensors(path: files.path + "/model.safetensors")
        weights = try LayerWeights(encoder.configuration, file, limit: encoder.tokenLimit.count)
        layer = FrozenLayer(weights, encoder.pipeline)
        let ids = NativeEncoderTests.sequences(lengths, vocabularySize: network.vocabularySize)
        let sequences = TokenBatch(ids)
        let hidden = try encoder.states(of: sequences, cancellation: nil) { _ in }
        states = TuningStates(hidden, of: sequences, layer)
        labels = ids.enumerated().map { label?($1) ?? $0 % labelCount }
    }

    var texts: [Int] { Array(labels.indices) }

    func vectors(_ step: AdapterStep) -> DenseMatrix {
        LayerGroups(layer, states, texts: texts, rankStride: step.layout.rankStride).vectors(step)
    }

    /// Without adapters.
    var plain: AdapterStep {
        let layout = AdapterLayout(encoder.configuration, rank: 4, featureCount: 1, labelCount: 1)
        return AdapterStep(layout, [Float](repeating: 0, count: layout.count))
    }

    func training(_ settings: TuningSettings, labelCount: Int = 3) -> AdapterTraining {
        let frozen = vectors(plain)
        let axes = VectorAxes(of: frozen, labelCount: texts.count)
        let fit = RidgeHead(frozen, axes, labels: labels, labelCount: labelCount, strength: settings.strength, nil)
        return AdapterTraining(layer, states, texts: texts, labels: labels, fit: fit, settings: settings)
    }

    /// Parameters where all of adapters and head are used.
    static func random(_ layout: AdapterLayout, from start: [Float]) -> [Float] {
        var generator = SeededGenerator(seed: 9, purpose: "tuning test")
        var parameters = start
        for adapter in layout.adapters {
            for row in 0..<layout.rank {
                for column in 0..<adapter.outputCount {
                    let value = Float(generator.uniform()) - 0.5
                    parameters[adapter.up + row * adapter.stride + column] = 0.4 * value
                }
            }
        }
        return parameters
    }

    static let networks: [TinyNetwork] = [
        TinyNetwork(kind: "bert"),
        TinyNetwork(kind: "roberta") {
            $0.activation = "gelu_new"
            $0.width = 20
            $0.headCount = 2
            $0.innerWidth = 34
            $0.prefix = "roberta."
        },
        TinyNetwork(kind: "mpnet"), TinyNetwork(kind: "distilbert") { $0.activation = "relu" },
        TinyNetwork(kind: "camembert") { $0.layerCount = 1 },
        TinyNetwork(kind: "bert") { $0.isOld = true },
    ]
}
