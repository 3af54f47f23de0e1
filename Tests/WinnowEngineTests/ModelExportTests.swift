import Foundation
import Testing
import WinnowDomain
import WinnowEngine
import WinnowLearning
import WinnowNumerics
import WinnowStore

/// What a model version is written as. That onnxruntime computes the same is `Tests/Models/compare.sh`.
@Suite struct ModelExportTests {
    /// A queue with a model, and the model.
    private static func trained(
        _ change: (inout QueueDefinition) -> Void = { _ in }
    ) async throws -> (fixture: EngineFixture, model: QueueModel) {
        let fixture = try await EngineFixture(change: change)
        let annotator = try await fixture.database.addAnnotator(named: "rosa", at: Moment(0))
        _ = try await fixture.label(80, with: try await fixture.scheduler(), by: annotator)
        _ = try await fixture.runner().run(try await fixture.snapshot())
        return (fixture, try await PredictionTests.model(fixture))
    }

    private static func onlyTerms(_ definition: inout QueueDefinition) {
        definition.features = [.tfidf(TFIDFDefinition(words: 1...2, characters: 3...5, dimensions: 1 << 14))]
    }

    private static func json(_ model: QueueModel) throws -> JSON {
        try JSONReader.read(try ModelExport(model, of: "tickets").bytes(.json))
    }

    private static func numbers(_ value: JSON?) throws -> [Double] {
        guard case .array(let values)? = value else { throw CancellationError() }
        return try values.map { try #require($0.scalarText.flatMap { Double($0) }) }
    }

    @Test("the numbers in JSON and the description of features give the probabilities of the model")
    func enough() async throws {
        let (_, model) = try await Self.trained(Self.onlyTerms)
        let file = try Self.json(model)
        let features = try #require(file["features"]?[0])
        let terms = try Self.numbers(features["terms"]).map { UInt32($0) }
        let idf = try Self.numbers(features["idf"])
        let places = Dictionary(uniqueKeysWithValues: terms.enumerated().map { ($0.element, $0.offset) })
        let columnCount = Int(try #require(features["columns"]?.scalarText)) ?? 0
        let layer = try #require(file["classifier"]?["layers"]?[0])
        guard case .array(let rows)? = layer["weights"] else { throw CancellationError() }
        let weights = try rows.map { try Self.numbers($0) }
        #expect(weights.count == columnCount && columnCount <= terms.count)
        let temperature = file["classifier"]?["calibration"]?["temperature"]?.scalarText.flatMap { Double($0) } ?? 1
        let tfidf = TFIDF(words: 1...2, characters: 3...5, dimensions: 1 << 14)
        for text in ["The invoice of March is wrong", "Störung 🙂 $20", "", "zyzzyva"] {
            // What another program would count by itself.
            let counted = tfidf.terms(of: text)
            let values = zip(counted.columns, counted.counts).compactMap { term, count in
                places[term].map { ($0, (1 + log(Double(min(count, 1023)))) * idf[$0]) }
            }
            let length = values.reduce(0) { $0 + $1.1 * $1.1 }.squareRoot()
            var logits = try Self.numbers(layer["bias"])
            for (place, value) in values where place < columnCount {
                for output in logits.indices { logits[output] += value / length * weights[place][output] }
            }
            let exponents = logits.map { exp($0 / temperature) }
            let sum = exponents.reduce(0, +)
            let wanted = try model.probabilities(of: [text]).values
            for (found, wanted) in zip(exponents, wanted) { #expect(abs(found / sum - Double(wanted)) < 1e-6) }
        }
    }

    @Test("an ONNX file says what it is of, and has the inputs, outputs and operators that the page names")
    func graph() async throws {
        let (_, model) = try await Self.trained()
        let file = try ProtobufReader(try ModelExport(model, of: "tickets").bytes(.onnx)[...])
        #expect(file.numbers(1) == [8] && file.texts(2) == ["winnow"] && file.numbers(5) == [1])
        let notes = try file.messages(14).map { ($0.texts(1)[0], $0.texts(2)[0]) }
        let metadata = Dictionary(uniqueKeysWithValues: notes)
        #expect(metadata["winnow.queue"] == "tickets" && metadata["winnow.task"] == "classification")
        #expect(metadata["winnow.text"] == "{{text}}" && metadata["winnow.model"] == "1")
        let labels = try JSONReader.read(try #require(metadata["winnow.labels"]))
        #expect(labels == .array(model.labels.map { .string($0.name) }))
        let features = try JSONReader.read(try #require(metadata["winnow.features"]))
        #expect(features[0]?["id"] == "tfidf.v1" && features[1]?["id"] == "lsa.v1")
        // The graph has it itself.
        #expect(features[1]?["basis"] == nil)
        let graph = try #require(try file.messages(7).first)
        #expect(try graph.messages(11).map { $0.texts(1)[0] } == ["terms"])
        #expect(try graph.messages(12).map { $0.texts(1)[0] } == ["probabilities", "label"])
        let operators = Set(try graph.messages(1).map { $0.texts(4)[0] })
        #expect(operators.isSuperset(of: ["MatMul", "Softmax", "ArgMax", "Gather", "Cast"]))
        // Every value that a node reads is made before it, or a constant, or an input.
        var known = Set(try (graph.messages(5).map { $0.texts(8)[0] }) + graph.messages(11).map { $0.texts(1)[0] })
        for node in try graph.messages(1) {
            #expect(known.isSuperset(of: node.texts(1)))
            known.formUnion(node.texts(2))
        }
    }

    @Test("constants have as many bytes as their shape says")
    func constants() async throws {
        let (_, model) = try await Self.trained { $0.classifier.calibration = .isotonic }
        let file = try ProtobufReader(try ModelExport(model, of: "tickets").bytes(.onnx)[...])
        for constant in try file.messages(7)[0].messages(5) {
            let count = constant.numbers(1).reduce(1, *)
            let width = [1: 4, 7: 8, 11: 8][constant.numbers(2)[0]]
            if let width { #expect(constant.bytes(9)[0].count == count * width, "\(constant.texts(8))") }
            if width == nil { #expect(constant.texts(6).count == count, "\(constant.texts(8))") }
        }
    }

    @Test("a model version gives the same bytes each time")
    func sameBytes() async throws {
        let (fixture, model) = try await Self.trained()
        let again = try await PredictionTests.model(fixture)
        for format in ModelExportFormat.allCases {
            let first = try ModelExport(model, of: "tickets").bytes(format)
            #expect(try ModelExport(again, of: "tickets").bytes(format) == first)
        }
    }

    @Test("training rows are not given away as a model: nearest neighbours are refused with the way out")
    func neighbours() async throws {
        let (_, model) = try await Self.trained { definition in
            definition.classifier.method = .nearestNeighbours(
                NearestNeighboursDefinition(neighbours: 5, weighting: .distance)
            )
        }
        let refusal = #expect(throws: ModelExportRefusal.self) { try ModelExport(model, of: "tickets") }
        #expect(refusal?.description.contains("name another classifier") == true)
    }
}

extension JSON {
    /// An element of a list; nil for other values.
    fileprivate subscript(index: Int) -> JSON? {
        guard case .array(let values) = self, values.indices.contains(index) else { return nil }
        return values[index]
    }
}
