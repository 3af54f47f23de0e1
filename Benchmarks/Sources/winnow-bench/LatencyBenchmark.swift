import Foundation
import WinnowDomain

/// `fixed` and `auto`: counted features, with `l2` given and with `l2` chosen at anchors. `million`: a million items of 384
/// dense columns.
@Sendable func latencyBenchmark(_ folder: URL, _ variant: String) async throws {
    let loop =
        variant == "million"
        ? try await LabellingLoop(folder, itemCount: 1_000_000) {
            // Counts are what `lsa.v1` is made of; with a scale of 0 no model reads them.
            let counts = TFIDFDefinition(words: 1...1, characters: nil, dimensions: 1 << 16, scale: 0)
            $0.features = [.tfidf(counts), .lsa(LSADefinition(columns: 384, temper: 0.25))]
        }
        : try await LabellingLoop(folder) {
            $0.classifier.method = .logisticRegression(l2: variant == "fixed" ? 0.1 : nil)
        }
    let limits = try PhysicalLimits(folder: folder, features: loop.featureSet)
    let first = try await loop.begin(labelCount: 500)
    try await takeTurns(prepared: loop.facts.merging(["firstRun": first]) { $1 }) {
        let flush = try limits.flushSeconds()
        let read = limits.readSeconds()
        // 50 labels between two anchors, then on to the one at 555.
        var times: [Double] = []
        let before = processorSeconds()
        for _ in 0..<50 { times.append(try await loop.labelAndWait()) }
        let processor = (processorSeconds() - before) / 50
        return [
            "median": median(times), "slowest": times.max() ?? 0, "flush": flush, "read": read,
            "processor": processor,
            "anchor": try await loop.labelUntilAnchor(),
        ]
    }
    try await loop.end()
}

func median(_ values: [Double]) -> Double {
    let sorted = values.sorted()
    guard let last = sorted.indices.last else { return 0 }
    return (sorted[last / 2] + sorted[(last + 1) / 2]) / 2
}
