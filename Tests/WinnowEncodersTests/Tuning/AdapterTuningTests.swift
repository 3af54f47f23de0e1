import Foundation
import Testing
import WinnowNumerics

@testable import WinnowEncoders

@Suite("Tuning a network to labels")
struct AdapterTuningTests {
    private static let words = ["my", "card", "is", "here", "new", "york", "bank", "the"]

    /// Texts whose label is whether "my" comes before "card": the same words either way.
    private static func ordered(_ count: Int, seed: UInt64 = 4) -> TuningSet {
        var generator = SeededGenerator(seed: seed, purpose: "ordered")
        var texts: [String] = []
        var labels: [Int] = []
        for number in 0..<count {
            let label = number % 2
            var others = (0..<2).map { _ in words[2 + Int.random(in: 0..<6, using: &generator)] }
            others.insert(label == 0 ? "my" : "card", at: 0)
            others.append(label == 0 ? "card" : "my")
            texts.append(others.joined(separator: " "))
            labels.append(label)
        }
        return TuningSet(texts: texts, labels: labels, labelCount: 2)
    }

    private static func tuning(
        _ folder: String,
        _ change: (inout TuningSettings) -> Void = { _ in }
    ) throws -> AdapterTuning {
        var settings = TuningSettings()
        change(&settings)
        return try AdapterTuning(folder: folder, settings: settings)
    }

    @Test("a network learns what its vectors did not show, and is written, opened and asked")
    func learning() throws {
        let network = try DistillableNetwork()
        let set = Self.ordered(120)
        let tuning = try Self.tuning(network.path) { $0.stepCount = 60 }
        let session = try tuning.session(of: set, nil) { _ in }
        func share(_ vectors: DenseMatrix) -> Double {
            let axes = VectorAxes(of: vectors, labelCount: set.count)
            let head = RidgeHead(vectors, axes, labels: set.labels, labelCount: 2, strength: 1, nil)
            let held = HeldOutLogits(head.logits(of: vectors), labels: set.labels)
            return Double(held.areRight.count { $0 }) / Double(set.count)
        }
        let adapters = try session.adapters(nil) { _ in }
        let (before, after) = (share(session.frozen), share(session.vectors(adapters)))
        #expect(after > before + 0.1 && after > 0.9, "\(before) and \(after)")
        guard case .tuned(let encoder, let verdict) = try tuning.run(on: set) else {
            Issue.record("it does not help")
            return
        }
        #expect(verdict.helps && verdict.textCount == 120 && verdict.groupCount == 120)
        let folder = FileManager.default.temporaryDirectory.appending(path: "winnow-tuned-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        try encoder.write(to: folder.path)
        #expect(throws: EncoderError.self) { try encoder.write(to: folder.path) }
        #expect(try EncoderFacts(folder: folder.path).files == EncoderFacts(folder: network.path).files)
        let found = try NativeTextEncoder(folder: folder.path, precision: .single).vectors(of: set.texts)
        let expected = session.vectors(adapters)
        #expect((zip(found.values, expected.values).map { abs($0 - $1) }.max() ?? 1) < 1e-5)
    }

    @Test("labels that say nothing are not learned")
    func noise() throws {
        let network = try DistillableNetwork()
        var generator = SeededGenerator(seed: 8, purpose: "noise")
        let texts = (0..<60).map { _ in
            (0..<4).map { _ in Self.words[Int.random(in: 0..<8, using: &generator)] }.joined(separator: " ")
        }
        let verdicts = try (0..<4 as Range<UInt64>).map { seed in
            let set = TuningSet(
                texts: texts,
                labels: texts.indices.map { _ in Int.random(in: 0..<2, using: &generator) },
                labelCount: 2
            )
            let outcome = try Self.tuning(network.path) { $0.seed = seed }.run(on: set)
            if case .tuned = outcome { return true }
            return false
        }
        #expect(verdicts.count { $0 } <= 2)
    }

    @Test("the same labels give the same bytes, on any threads")
    func determinism() throws {
        let network = try DistillableNetwork()
        let set = Self.ordered(40)
        let tuning = try Self.tuning(network.path) { $0.stepCount = 4 }
        let session = try tuning.session(of: set, nil) { _ in }
        let first = try session.adapters(nil) { _ in }.parameters
        let others = ParallelFor.map(3) { _ -> [Float]? in
            let session = try? tuning.session(of: set, nil) { _ in }
            return try? session?.adapters(nil) { _ in }.parameters
        }
        for other in others { #expect(other == first) }
    }

    @Test("texts and labels of any kind end in an answer")
    func hostile() throws {
        let network = try DistillableNetwork()
        let tuning = try Self.tuning(network.path)
        func outcome(_ texts: [String], _ labels: [Int], groups: [Int]? = nil, count: Int = 3) throws -> String {
            let set = TuningSet(texts: texts, labels: labels, groups: groups, labelCount: count)
            switch try tuning.run(on: set) {
            case .tooFew: return "few"
            case .unchanged(let verdict):
                #expect(verdict.frozen.isFinite && verdict.tuned.isFinite && verdict.lossGain.isFinite)
                return "judged"
            case .tuned: return "judged"
            }
        }
        #expect(try outcome([], []) == "few")
        #expect(try outcome([], [], count: 0) == "few")
        #expect(try outcome(["my card"], [1]) == "few")
        #expect(try outcome(["my", "card", "bank"], [1, 1, 1]) == "few")
        #expect(try outcome(["my", "card", "bank"], [0, 1, 2]) == "few")
        #expect(try outcome(["my", "card", "bank", "is"], [0, 1, 0, 1], groups: [0, 0, 0, 0]) == "few")
        #expect(try outcome(["my", "card", "bank", "is"], [0, 1, 0, 1]) == "judged")
        // All the same, empty, very long, and unreadable.
        #expect(try outcome(["", "", "", ""], [0, 1, 0, 1]) == "judged")
        #expect(try outcome(["my", "my", "my", "my"], [0, 1, 0, 1]) == "judged")
        let odd = [
            "", "\u{0}\u{fffd}", String(repeating: "card ", count: 500), "\u{1f44d}\u{4e2d}", " ", "\\\"", "e\u{301}",
        ]
        #expect(try outcome(odd, [0, 1, 0, 1, 2, 2, 0]) == "judged")
        #expect(try outcome(odd, [0, 1, 0, 1, 0, 1, 2], groups: [1, 2, 3, 4, 5, 6, -1]) == "judged")
    }

    @Test("a rate at which numbers run away ends in a verdict, and not in weights that are no numbers")
    func diverging() throws {
        let network = try DistillableNetwork()
        let tuning = try Self.tuning(network.path) { $0.rate = 1e30 }
        let session = try tuning.session(of: Self.ordered(12), nil) { _ in }
        let adapters = try session.adapters(nil) { _ in }
        let areFinite = adapters.parameters.allSatisfy { $0.isFinite }
        #expect(areFinite)
        _ = try? tuning.run(on: Self.ordered(12))
    }

    @Test("progress rises from 0 to 1, a cancelled one throws, and too many tokens are left out at random")
    func limits() throws {
        let network = try DistillableNetwork()
        let set = Self.ordered(30)
        let tuning = try Self.tuning(network.path) { $0.stepCount = 2 }
        var seen: [Double] = []
        _ = try tuning.run(on: set, isForced: true) { seen.append($0) }
        #expect(seen.first == 0 && seen.last == 1 && seen == seen.sorted())
        let cancellation = Cancellation()
        cancellation.cancel()
        #expect(throws: EncoderError.cancelled) { try tuning.run(on: set, cancellation: cancellation) }
        let small = try Self.tuning(network.path) { $0.tokenCount = 60 }
        let session = try small.session(of: set, nil) { _ in }
        #expect(session.set.count == 10 && session.states.sequences.ids.count == 60)
        #expect(session.frozen.rowCount == 10)
    }

    @Test("what is no network of a known kind is refused by its name")
    func refused() throws {
        let files = try TinyNetwork(kind: "bert").write()
        let text = try String(decoding: files.read("config.json"), as: UTF8.self)
        try files.write(text.replacing("\"bert\"", with: "\"deberta\""), to: "config.json")
        let error = #expect(throws: EncoderError.self) { try AdapterTuning(folder: files.path) }
        guard case .unknown("architecture", "deberta", _, _)? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test("half precision tensors that change are written in single precision, others as they were")
    func formats() throws {
        let files = try ModelFiles(copyOf: "tiny-bert-relu-half")
        let encoder = try NativeEncoder(folder: files.path)
        let source = try Safetensors(path: files.path + "/model.safetensors")
        let weights = try LayerWeights(encoder.configuration, source, limit: 8)
        let layout = AdapterLayout(encoder.configuration, rank: 2, featureCount: 1, labelCount: 1)
        let step = AdapterStep(layout, TinyTuning.random(layout, from: layout.start(seed: 1)))
        let folder = FileManager.default.temporaryDirectory.appending(path: "winnow-tuned-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        try TunedEncoder(folder: files.path, weights: weights, step)
            .copy(["config.json", "model.safetensors"], to: folder.path)
        let made = try Safetensors(path: folder.path + "/model.safetensors")
        #expect(Set(made.tensors.keys) == Set(source.tensors.keys))
        let changed = Set(TunedPart.allCases.map { weights[$0].tensor.name })
        for (name, tensor) in made.tensors {
            guard let old = source.tensors[name] else { continue }
            #expect(tensor.format == (changed.contains(name) ? .single : old.format))
            #expect(tensor.shape == old.shape)
            if !changed.contains(name) { #expect(made.bytes(of: tensor) == source.bytes(of: old)) }
        }
    }
}
