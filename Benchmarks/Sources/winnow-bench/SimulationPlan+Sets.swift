import Foundation
import WinnowDomain
import WinnowEngine

extension QueueDefinition {
    /// A queue of short texts with everything at its default, but for what a benchmark changes.
    static func benchmark(_ labels: [String]) throws -> QueueDefinition {
        QueueDefinition(
            title: "Benchmark",
            task: .classification,
            item: ItemDefinition(
                kind: .text,
                text: try TextTemplate("{{text}}"),
                idField: "id",
                labelField: "label",
                metaFields: []
            ),
            labels: labels.map { LabelDefinition(name: $0) },
            guidelines: "",
            features: [.tfidf(TFIDFDefinition(words: 1...2, characters: 3...5, dimensions: 1 << 18))],
            classifier: ClassifierDefinition(
                method: .logisticRegression(l2: nil),
                calibration: .temperature,
                labelWeights: .equal
            ),
            query: QueryDefinition(strategy: .margin, explore: 0.1),
            initialization: InitializationDefinition(strategy: .random, size: 20),
            evaluation: EvaluationDefinition(share: 0.1),
            assignment: AssignmentDefinition(overlap: 1, lease: .seconds(600), order: .ranked),
            retrain: RetrainDefinition(after: 1, atMostEvery: .zero),
            seed: 7
        )
    }
}

extension SimulationPlan {
    /// The peers' protocol: 25 initial labels, 19 queries of 25, classifier B of `peers-active-learning.md`.
    ///
    /// - Parameters:
    ///   - set: `trec` or `sms_spam`.
    ///   - initial: Positions to begin with, by seed; its keys are the seeds.
    init(peers set: String, strategies: [QueryDefinition.Strategy], initial: [UInt64: [Int]]) throws {
        let train = try LabelledTexts(set, ["train"])
        let test = try LabelledTexts(set, ["test"], names: train.names)
        var definition = try QueueDefinition.benchmark(train.names)
        definition.features = [.tfidf(TFIDFDefinition(words: 1...2, characters: nil, dimensions: 1 << 20))]
        definition.classifier.method = .logisticRegression(l2: 0.1)
        definition.classifier.calibration = .none
        func examples(_ source: LabelledTexts) -> [Example] {
            zip(source.texts, source.labels).map { Example(text: $0, labels: [$1]) }
        }
        self.init(
            pool: examples(train),
            test: examples(test),
            labels: train.names,
            definition: definition,
            strategies: strategies,
            seeds: initial.keys.sorted(),
            initialCount: 25,
            batchSize: 25,
            labelCount: 500,
            initial: initial
        )
    }

    /// Initial positions that the driver wrote: for each set and seed, a list.
    static func initial(_ set: String, file: URL) throws -> [UInt64: [Int]] {
        struct File: Decodable {
            let ids: [String: [String: [Int]]]
        }
        let ids = try JSONDecoder().decode(File.self, from: Data(contentsOf: file)).ids[set] ?? [:]
        return Dictionary(uniqueKeysWithValues: ids.map { (UInt64($0.key) ?? 0, $0.value) })
    }
}
