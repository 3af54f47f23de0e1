import Foundation
import WinnowLearning
import WinnowNumerics

/// Texts to weighted rows: all of ag_news, in memory.
@Sendable func featuresBenchmark(_ folder: URL, _ variant: String) async throws {
    let texts = try LabelledTexts("ag_news", ["train", "test"]).texts
    let tfidf = TFIDF(variant: variant)
    try await takeTurns(prepared: ["texts": Double(texts.count)]) {
        let (time, matrix) = seconds { tfidf.features(of: texts) }
        return ["seconds": time, "entries": Double(matrix.entryCount)]
    }
}
