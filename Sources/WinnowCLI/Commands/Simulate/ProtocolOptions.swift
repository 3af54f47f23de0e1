internal import ArgumentParser
internal import Foundation
internal import WinnowDomain
internal import WinnowEngine

/// The protocol of a simulation.
struct ProtocolOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Query strategies, separated by commas, as in margin,auto; else the queue's. docs/strategies.md has them all.",
            valueName: "names"
        )
    )
    var strategies: String?

    @Option(help: ArgumentHelp("Seeds: a list or a span, as in 0-4 or 1,5,9.", valueName: "seeds"))
    var seeds = "0-4"

    @Option(help: ArgumentHelp("Labels before the first query; else the queue's initialization size.", valueName: "n"))
    var initial: Int?

    @Option(help: ArgumentHelp("Labels a query.", valueName: "n"))
    var batch = 25

    @Option(help: ArgumentHelp("Labels in all.", valueName: "n"))
    var labels = 500

    @Option(
        help: ArgumentHelp(
            "JSON: for each seed the ids (or positions from 0) of the items to begin with, as in {\"0\": [\"T-1\", \"T-9\"]}.",
            valueName: "file"
        )
    )
    var initialIds: String?

    func plan(_ definition: QueueDefinition, _ split: OracleSplit) throws -> SimulationPlan {
        let seeds = try seedList()
        let given = try initialIds.map { try InitialIDs.read($0, pool: split.pool, seeds: seeds) } ?? [:]
        let initialCount = given.values.first?.count ?? initial ?? definition.initialization.size
        if let initial, initial != initialCount {
            throw Problem.usage("--initial is \(initial), and --initial-ids has \(initialCount) items a seed")
        }
        guard initialCount >= 1, batch >= 1, labels >= initialCount else {
            throw Problem.usage("--initial and --batch have to be at least 1, and --labels at least --initial")
        }
        let labels = min(labels, split.pool.count)
        func example(_ entry: OracleReader.Entry) -> SimulationPlan.Example {
            SimulationPlan.Example(text: entry.text, labels: entry.labels)
        }
        return SimulationPlan(
            pool: split.pool.map(example),
            test: split.test.map(example),
            labels: definition.labels.map(\.name),
            definition: definition,
            strategies: try strategyList(definition),
            seeds: seeds,
            initialCount: min(initialCount, labels),
            batchSize: min(batch, split.pool.count),
            labelCount: labels,
            initial: given
        )
    }

    /// Random first: it is what the others are measured by.
    private func strategyList(_ definition: QueueDefinition) throws -> [QueryDefinition.Strategy] {
        let asked = try strategies.map { list in
            try list.split(separator: ",").map {
                try QueryDefinition.Strategy.required($0.trimmingCharacters(in: .whitespaces))
            }
        }
        var list: [QueryDefinition.Strategy] = [.random]
        for strategy in asked ?? [definition.query.strategy] where !list.contains(strategy) { list.append(strategy) }
        return list
    }

    private func seedList() throws -> [UInt64] {
        var list: [UInt64] = []
        for part in seeds.split(separator: ",") {
            let ends = part.split(separator: "-", omittingEmptySubsequences: false).map { UInt64($0) }
            switch (ends.count, ends.first ?? nil, ends.last ?? nil) {
            case (1, let seed?, _): list.append(seed)
            case (2, let first?, let last?) where first <= last && last - first < 1000: list += first...last
            default: throw Problem.usage("--seeds is \"\(seeds)\"; write a span or a list, as in 0-4 or 1,5,9")
            }
        }
        guard !list.isEmpty, Set(list).count == list.count else {
            throw Problem.usage("--seeds is \"\(seeds)\"; each seed may be there once, and there has to be one")
        }
        return list
    }
}
