import Foundation
import Testing
import WinnowDomain
import WinnowEngine
import WinnowTestSupport

@Suite struct SimulationTests {
    static let shared = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "shared/data")

    /// Without encoders.
    static let shelf = EncoderShelf(
        dataFolder: DataFolder(url: FileManager.default.temporaryDirectory.appending(path: "no encoders"))
    )

    static func read(_ path: String) throws -> [(text: String, label: String)] {
        try Data(contentsOf: shared.appending(path: path)).split(separator: UInt8(ascii: "\n")).map { line in
            let record = try JSONReader.read(Array(line))
            return (record["text"]?.scalarText ?? "", record["label"]?.scalarText ?? "")
        }
    }

    struct InitialIDs: Decodable {
        let ids: [String: [String: [Int]]]
    }

    static func plan(_ name: String, strategies: [QueryDefinition.Strategy]) throws -> SimulationPlan {
        let (train, test) = (try read("\(name)/train.jsonl"), try read("\(name)/test.jsonl"))
        let labels = Set(train.map(\.label)).sorted()
        var definition = try QueueDefinition.sample(labels)
        definition.features = [.tfidf(TFIDFDefinition(words: 1...2, characters: nil, dimensions: 1 << 20))]
        definition.classifier.method = .logisticRegression(l2: 0.1)
        definition.classifier.calibration = .none
        func examples(_ rows: [(text: String, label: String)]) -> [SimulationPlan.Example] {
            rows.map { row in
                SimulationPlan.Example(text: row.text, labels: labels.firstIndex(of: row.label).map { [$0] } ?? [0])
            }
        }
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        let ids = try JSONDecoder().decode(
            InitialIDs.self,
            from: Data(contentsOf: root.appending(path: "Fixtures/reference/initial_ids.json"))
        )
        let initial = (ids.ids[name] ?? [:]).map { (UInt64($0.key) ?? 0, $0.value) }
        return SimulationPlan(
            pool: examples(train),
            test: examples(test),
            labels: labels,
            definition: definition,
            strategies: strategies,
            seeds: [0, 1, 2, 3, 4],
            initialCount: 25,
            batchSize: 25,
            labelCount: 500,
            initial: Dictionary(uniqueKeysWithValues: initial)
        )
    }

    /// Mean area under the curve in percent and its standard deviation over the seeds, in `peers-active-learning.md`,
    /// classifier B.
    static let peers: [(set: String, strategy: QueryDefinition.Strategy, area: Double, deviation: Double)] = [
        ("trec", .random, 60.56, 3.2), ("trec", .margin, 56.61, 6.84), ("trec", .entropy, 56.05, 3.66),
        ("trec", .leastConfidence, 51.44, 7.86), ("sms_spam", .random, 88.26, 0.67), ("sms_spam", .margin, 94.48, 1.08),
        ("sms_spam", .entropy, 94.48, 1.08), ("sms_spam", .leastConfidence, 94.48, 1.08),
    ]

    @Test(
        "learning curves are those of the field's libraries, also where a strategy loses to random",
        .enabled(if: FileManager.default.fileExists(atPath: shared.path), "skipped: no shared data"),
        arguments: ["trec", "sms_spam"]
    )
    func peers(set: String) throws {
        let wanted = Self.peers.filter { $0.set == set }
        let curves = try Simulation(Self.plan(set, strategies: wanted.map(\.strategy)), shelf: Self.shelf).run()
        for peer in wanted {
            let areas = curves.filter { $0.strategy == peer.strategy }.map { 100 * $0.meanAccuracy }
            let mean = areas.reduce(0, +) / Double(areas.count)
            print(set, peer.strategy.rawValue, mean, areas)
            #expect(abs(mean - peer.area) < peer.deviation, "\(peer.strategy.rawValue): \(mean), not \(peer.area)")
        }
    }
}
