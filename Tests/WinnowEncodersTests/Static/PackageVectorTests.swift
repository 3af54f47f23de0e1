import Foundation
import Testing
import WinnowEncoders
import WinnowNumerics

/// Vectors of the model2vec package; `Tests/Fixtures/static/make_static.py` makes them, `made_by` has the versions.
@Suite("The model2vec package's vectors")
struct PackageVectorTests {
    private struct Stored: Decodable {
        let texts: [String]
        let vectors: [String: [[Double]]]
    }

    private static let folder = URL(filePath: #filePath)
        .deletingLastPathComponent()
        .deletingLastPathComponent()
        .deletingLastPathComponent()
        .appending(path: "Fixtures/static")

    @Test(
        "of the same folder and texts are ours",
        arguments: ["single", "sums", "half", "bytes", "weights", "mapping"]
    )
    func vectors(name: String) throws {
        let data = try Data(contentsOf: Self.folder.appending(path: "vectors.json"))
        let stored = try JSONDecoder().decode(Stored.self, from: data)
        let expected = try #require(stored.vectors[name])
        let encoder = try StaticTextEncoder(folder: Self.folder.appending(path: name).path)
        let vectors = try encoder.vectors(of: stored.texts)
        #expect(vectors.rowCount == expected.count)
        // The package rounds vectors to the table's precision.
        let tolerance = name == "half" ? 6e-4 : 3e-6
        for (row, values) in expected.enumerated() {
            #expect(values.count == vectors.columnCount)
            for (column, value) in values.enumerated() {
                let difference = abs(Double(vectors[row, column]) - value)
                #expect(difference < tolerance, "\(stored.texts[row]), column \(column)")
            }
        }
    }
}
