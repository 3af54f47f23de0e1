import Foundation
import WinnowLearning

/// What each generator makes of the originals of test roots: how many models are turned, by how much editing, how fast.
///
/// Figures are shares of all test originals, but for `agreement`, a share of the drafts.
@Sendable func draftsBenchmark(_ folder: URL, _ variant: String) async throws {
    let task = try DraftTask()
    let classifier = task.classifier
    // As an encoder's would be asked: without looking inside.
    let masked = TextJudge { texts throws(LearningError) in
        try classifier.classifier.probabilities(of: try classifier.extractor.rows(of: texts))
    }
    let generators: [(name: String, any DraftGenerator)] = [
        ("model-guided.v1", ModelGuidedGenerator(task.judge, sources: task.sources)),
        ("masked", ModelGuidedGenerator(masked, sources: task.sources)),
        ("memory.v1", MemoryGenerator(task.memory)), ("negation.v1", NegationGenerator()),
        ("lexicon.v1", LexiconGenerator(.english)),
    ]
    for (name, generator) in generators where variant.isEmpty || name == variant {
        print(name, try DraftFigures(generator, task))
    }
    let fluency = FluencyCheck(FluencyModel(task.training.map(\.original)), accepted: task.training)
    print("fluency: 2 % of people's edits score below", String(format: "%.3f", fluency.threshold))
    let human = task.test.map { ($0, $0.revised) }
    print("people", try DraftFigures(human, times: [], vouchedCount: 0, task))
}

/// How good drafts are.
struct DraftFigures: CustomStringConvertible {
    /// Texts that got a draft.
    let drafted: Double
    /// Texts whose draft the model that it was made against gives the target label.
    let flipped: Double
    /// Drafts that the stronger model gives the target label.
    let agreement: Double
    /// Drafts that `model-guided.v1` made of what people and lists vouch for alone.
    let vouched: Double
    /// Over the original's words; the medians are 0 of no drafts.
    let medianRatio: Double
    let medianDistance: Int
    /// Of one draft.
    let medianMilliseconds: Double
    let slowestMilliseconds: Double

    init(_ generator: some DraftGenerator, _ task: DraftTask) throws {
        var drafts: [(AcceptedPair, String)] = []
        var times: [Double] = []
        var vouchedCount = 0
        for (number, pair) in task.test.enumerated() {
            let request = DraftRequest(
                original: pair.original,
                sourceLabel: pair.sourceLabel,
                targetLabel: pair.targetLabel,
                seed: UInt64(number)
            )
            let (time, found) = try seconds { try generator.drafts(for: request) }
            times.append(time)
            guard let draft = found.first else { continue }
            drafts.append((pair, draft.revised))
            if draft.family == "substitutions" { vouchedCount += 1 }
        }
        try self.init(drafts, times: times, vouchedCount: vouchedCount, task)
    }

    init(_ drafts: [(AcceptedPair, String)], times: [Double], vouchedCount: Int, _ task: DraftTask) throws {
        let turned = try task.classifier.labels(of: drafts.map(\.1))
        let agreeing = try task.stronger.labels(of: drafts.map(\.1))
        let targets = drafts.map(\.0.targetLabel)
        let measures = drafts.map { EditMeasure(from: $0.0.original, to: $0.1) }
        drafted = Double(drafts.count) / Double(task.test.count)
        flipped = Double(zip(turned, targets).count { $0 == $1 }) / Double(task.test.count)
        agreement = Double(zip(agreeing, targets).count { $0 == $1 }) / Double(max(1, drafts.count))
        vouched = Double(vouchedCount) / Double(max(1, drafts.count))
        medianRatio = DraftFigures.median(measures.map(\.ratio)) ?? 0
        medianDistance = DraftFigures.median(measures.map(\.distance)) ?? 0
        medianMilliseconds = 1000 * (DraftFigures.median(times) ?? 0)
        slowestMilliseconds = 1000 * (times.max() ?? 0)
    }

    /// The upper one of an even number; nil of none.
    private static func median<Value: Comparable>(_ values: [Value]) -> Value? {
        values.isEmpty ? nil : values.sorted()[values.count / 2]
    }

    var description: String {
        func share(_ value: Double) -> String { String(format: "%.1f %%", 100 * value) }
        return
            "drafted \(share(drafted)), flipped \(share(flipped)), agreement \(share(agreement)), vouched \(share(vouched)), words edited "
            + "\(share(medianRatio)) (\(medianDistance)), "
            + String(format: "%.1f ms, at most %.1f ms", medianMilliseconds, slowestMilliseconds)
    }
}
