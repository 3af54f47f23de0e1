import Testing
import WinnowDomain
import WinnowEngine
import WinnowNumerics
import WinnowStore

/// The lines that `winnow predict` and the server give out.
@Suite struct PredictionLinesTests {
    /// A line as it is made of values, without anything written ahead.
    private static func line(_ id: String, _ values: ArraySlice<Float>, _ model: QueueModel) -> String {
        let predicted = model.predicted(values)
        let names = predicted.map { JSON.string(model.labels[$0].name) }
        let best = predicted.map { values[values.startIndex + $0] }.max()
        return JSON.members([
            "id": .string(id),
            "prediction": model.isMultilabel ? .array(names) : names.first ?? .null,
            "probability": model.isMultilabel ? .null : best.map { .real($0) } ?? .null,
            "probabilities": .object(zip(model.labels, values).map { JSON.Member($0.name, .real($1)) }),
            "model": .integer(model.version.number),
        ]).text
    }

    @Test(
        "a line is the JSON of a text's probabilities, whatever it is made beside and whatever its features are",
        arguments: [true, false]
    )
    func lines(onlyTerms: Bool) async throws {
        let fixture = try await EngineFixture { definition in
            if onlyTerms {
                definition.features = [
                    .tfidf(TFIDFDefinition(words: 1...2, characters: 3...5, dimensions: 1 << 14))
                ]
            }
        }
        let annotator = try await fixture.database.addAnnotator(named: "rosa", at: Moment(0))
        _ = try await fixture.label(80, with: try await fixture.scheduler(), by: annotator)
        _ = try await fixture.runner().run(try await fixture.snapshot())
        let model = try await PredictionTests.model(fixture)
        // More than a thread takes at a time, with ids that have to be escaped.
        let texts = (0..<700).map { number in
            (id: "\"\(number)\\\u{1}é", text: number % 7 == 0 ? "" : "invoice \(number % 40) is wrong 🙂")
        }
        let together = String(decoding: try model.predictionLines(of: texts), as: UTF8.self)
        let lines = together.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.count == 701 && lines.last == "")
        for (number, text) in texts.enumerated() where number % 50 < 9 {
            let values = try model.probabilities(of: [text.text])
            #expect(String(lines[number]) == Self.line(text.id, values.row(0), model))
            let alone = try model.predictionLines(of: [text])
            #expect(String(decoding: alone, as: UTF8.self) == lines[number] + "\n")
        }
        #expect(try model.predictionLines(of: []).isEmpty)
    }
}
