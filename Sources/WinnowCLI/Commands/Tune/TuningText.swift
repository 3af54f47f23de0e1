internal import WinnowDomain
internal import WinnowEngine
internal import WinnowLearning
internal import WinnowQueueFiles

/// A search over hyperparameters, for people and for programs.
enum TuningText {
    /// Trials that are listed for people.
    private static let shownCount = 10

    static func text(_ record: TuningRecord) -> String {
        let completed = record.trials.filter { $0.loss != nil }.sorted {
            ($0.loss ?? 0, $0.number) < ($1.loss ?? 0, $1.number)
        }
        var table = TextTable([
            ("trial", .right), ("log loss", .right), ("right", .right), ("hyperparameters", .left),
        ])
        let shown = completed.prefix(shownCount) + completed.dropFirst(shownCount).filter { $0.number == 0 }
        for trial in shown { table.add(cells(trial)) }
        let stopped = record.trials.count { $0.state == .stopped }
        let failed = record.trials.count { $0.state == .failed }
        let counts = [
            NumberText.count(record.trials.count, "trial"), "\(stopped) ended early",
            failed > 0 ? "\(failed) failed" : nil,
        ].compactMap { $0 }
        return """
            \(counts.joined(separator: ", ")), on \(NumberText.count(record.labelCount, "label")), \(record.at.minuteText).

            \(table.text)

            \(verdict(record))
            """
    }

    private static func cells(_ trial: Trial) -> [String] {
        [
            "\(trial.number)", trial.loss.map { NumberText.fixed($0, 4) } ?? "-",
            trial.agreement.map(NumberText.percent) ?? "-",
            (trial.number == 0 ? "as it is: " : "") + words(trial.configuration),
        ]
    }

    /// The classifier first, the others by name.
    private static func words(_ configuration: SearchSpace.Configuration) -> String {
        let classifier = configuration["classifier"]?.word ?? ""
        let others = configuration.filter { $0.key != "classifier" }.sorted { $0.key < $1.key }
            .map { "\($0.key) \(text($0.value))" }
        return ([classifier] + others).joined(separator: ", ")
    }

    private static func text(_ value: HyperparameterValue) -> String {
        switch value {
        case .real(let number): JSON.real(number).text
        case .integer(let number): "\(number)"
        case .choice(let word): word
        }
    }

    private static func verdict(_ record: TuningRecord) -> String {
        if record.best == 0 { return "Nothing that was tried is better than the queue as it is." }
        let certainty =
            record.isSurelyBetter
            ? "Trial \(record.best) is better than the queue as it is by more than a standard error, item by item."
            : "Trial \(record.best) is the best, but by less than a standard error: chance may have made the difference."
        return """
            \(certainty)
            In the queue file, for `winnow queue update`:

            \(lines(of: record.proposed).map { "  " + $0 }.joined(separator: "\n"))

            These figures compare trials; they are no measure of quality, which `winnow evaluate` gives.
            """
    }

    /// The parts of the queue file that a search may change.
    private static func lines(of definition: QueueDefinition) -> [String] {
        let lines = QueueFile.text(for: definition).split(separator: "\n").map(String.init)
        guard let start = lines.firstIndex(of: "features:"),
            let end = lines.firstIndex(where: { $0.hasPrefix("classifier:") })
        else { return [] }
        return Array(lines[start...end])
    }

    static func json(_ record: TuningRecord) -> JSON {
        .members([
            "at": ModelText.moment(record.at),
            "event": .integer(record.event),
            "labels": .integer(record.labelCount),
            "by": .string(record.method.rawValue),
            "seed": .integer(record.seed),
            "best": .integer(record.best),
            "isSurelyBetter": .boolean(record.isSurelyBetter),
            "proposed": .string(lines(of: record.proposed).joined(separator: "\n")),
            "trials": .array(record.trials.map(json)),
        ])
    }

    private static func json(_ trial: Trial) -> JSON {
        let configuration = trial.configuration.sorted { $0.key < $1.key }.map { JSON.Member($0.key, json($0.value)) }
        return .members([
            "number": .integer(trial.number),
            "state": .string(trial.state.rawValue),
            "loss": trial.loss.map { .real($0) } ?? .null,
            "agreement": trial.agreement.map { .real($0) } ?? .null,
            "foldLosses": .array(trial.foldLosses.map { .real($0) }),
            "hyperparameters": .object(configuration),
        ])
    }

    private static func json(_ value: HyperparameterValue) -> JSON {
        switch value {
        case .real(let number): .real(number)
        case .integer(let number): .integer(number)
        case .choice(let word): .string(word)
        }
    }
}
