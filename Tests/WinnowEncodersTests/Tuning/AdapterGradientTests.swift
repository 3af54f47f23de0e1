import Foundation
import Testing
import WinnowNumerics

@testable import WinnowEncoders

@Suite("The last layer with adapters")
struct AdapterGradientTests {
    @Test("without adapters it gives the network's own vectors", arguments: 0..<6)
    func plain(number: Int) throws {
        for (pooling, isNormalized) in [("mean_tokens", true), ("cls_token", false), ("max_tokens", false)] {
            let tiny = try TinyTuning(TinyTuning.networks[number], pooling: pooling, isNormalized: isNormalized)
            let found = tiny.vectors(tiny.plain)
            let expected = try tiny.encoder.vectors(of: tiny.states.sequences)
            let worst = zip(found.values, expected.values).map { abs($0 - $1) }.max() ?? 1
            #expect(worst < 1e-5, "\(pooling)")
        }
    }

    @Test("the gradient of each adapter and of the head is that of finite differences", arguments: 0..<6)
    func gradient(number: Int) throws {
        for (pooling, isNormalized) in [("mean_tokens", true), ("cls_token", false), ("max_tokens", true)] {
            let tiny = try TinyTuning(TinyTuning.networks[number], pooling: pooling, isNormalized: isNormalized)
            var settings = TuningSettings()
            settings.rank = 3
            let training = tiny.training(settings)
            let layout = training.layout
            let parameters = TinyTuning.random(layout, from: training.beginning)
            let gradient = training.evaluate(parameters).gradient
            var ranges = layout.adapters.flatMap { adapter in
                [
                    adapter.down..<adapter.up,
                    adapter.up..<adapter.up + layout.rankStride * adapter.stride,
                ]
            }
            ranges += [layout.head..<layout.bias, layout.bias..<layout.bias + layout.labelCount]
            for (place, range) in ranges.enumerated() {
                try check(training, parameters, gradient, range, "range \(place), \(pooling)", seed: UInt64(place))
            }
        }
    }

    /// Along a direction with the signs of the gradient, so that the change is large beside what rounding does.
    private func check(
        _ training: AdapterTraining,
        _ parameters: [Float],
        _ gradient: [Float],
        _ range: Range<Int>,
        _ place: String,
        seed: UInt64
    ) throws {
        var generator = SeededGenerator(seed: seed, purpose: "direction")
        var direction = [Float](repeating: 0, count: parameters.count)
        for index in range where gradient[index] != 0 {
            let size = Float(0.5 + generator.uniform())
            direction[index] = gradient[index] < 0 ? -size : size
        }
        let slope = zip(gradient, direction).reduce(0) { $0 + Double($1.0) * Double($1.1) }
        try #require(slope > 0, "\(place)")
        func value(_ step: Float) -> Double {
            training.evaluate(zip(parameters, direction).map { $0 + step * $1 }).value
        }
        // Rounding spoils small steps, curvature large ones, and the kink of a maximum one of the two sides.
        let centre = training.evaluate(parameters).value
        var found: [Double] = []
        for step: Float in [1e-3, 2.5e-4] {
            let (above, below) = (value(step) - centre, centre - value(-step))
            found += [above + below, 2 * above, 2 * below].map { $0 / Double(2 * step) }
        }
        let errors = found.map { abs($0 - slope) / slope }
        #expect((errors.min() ?? 1) < 1e-2, "\(place): \(errors) of \(slope)")
    }

    @Test("merged weights give the vectors that adapters beside them give", arguments: 0..<6)
    func merged(number: Int) throws {
        let tiny = try TinyTuning(TinyTuning.networks[number])
        let training = tiny.training(TuningSettings())
        let parameters = TinyTuning.random(training.layout, from: training.beginning)
        let step = AdapterStep(training.layout, parameters)
        let encoder = TunedEncoder(folder: tiny.files.path, weights: tiny.weights, step)
        let folder = FileManager.default.temporaryDirectory.appending(path: "winnow-tuned-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        try tiny.files.write("{}", to: "tokenizer_config.json")
        let names = ["config.json", "model.safetensors", "modules.json", "1_Pooling/config.json"]
        try encoder.copy(names, to: folder.path)
        #expect(throws: EncoderError.self) { try encoder.copy(["config.json"], to: folder.path) }
        let found = try NativeEncoder(folder: folder.path).vectors(of: tiny.states.sequences)
        let expected = tiny.vectors(step)
        let worst = zip(found.values, expected.values).map { abs($0 - $1) }.max() ?? 1
        #expect(worst < 1e-5)
        // They are others than before.
        let before = try tiny.encoder.vectors(of: tiny.states.sequences)
        #expect(zip(before.values, found.values).contains { abs($0 - $1) > 1e-2 })
    }

    @Test("the same texts give the same bits, however busy the threads are")
    func determinism() throws {
        let lengths = (0..<60).map { 1 + $0 * 7 % 30 }
        let tiny = try TinyTuning(TinyNetwork(kind: "bert"), lengths: lengths)
        let training = tiny.training(TuningSettings())
        let first = try training.run(nil) { _ in }
        let second = try tiny.training(TuningSettings()).run(nil) { _ in }
        #expect(first == second)
    }
}
