internal import WinnowDomain
internal import WinnowEngine

/// What was written in a session: said at its end.
struct WritingReport: Sendable {
    private struct Stored: Sendable {
        let record: CounterfactualRecord
        let item: String
        let source: String
        let target: String
        let isImpossible: Bool

        var json: JSON {
            let one = record.counterfactual
            return .members([
                "id": .integer(one.id.rawValue), "item": .string(item), "kind": .string(one.kind.rawValue),
                "label": .string(source), "target": .string(target), "impossible": .boolean(isImpossible),
                "distance": .integer(one.edit.distance), "tokens": .integer(one.edit.tokenCount),
                "seconds": .real(one.seconds ?? 0),
            ])
        }
    }

    private let queue: String
    private let annotator: String
    private let start: Double
    private var end: Double
    private var stored: [Stored] = []
    private(set) var passedCount = 0

    init(queue: String, annotator: String, at start: Double) {
        (self.queue, self.annotator, self.start, end) = (queue, annotator, start, start)
    }

    /// Texts that something was decided about.
    var count: Int { stored.count + passedCount }

    mutating func add(_ outcome: RevisionDialogue.Outcome, _ task: RevisionTask) {
        switch outcome {
        case .stored(let record): add(record, task, isImpossible: false)
        case .impossible(let record): add(record, task, isImpossible: true)
        case .passed: pass()
        case .unchanged, .quit: break
        }
    }

    private mutating func add(_ record: CounterfactualRecord, _ task: RevisionTask, isImpossible: Bool) {
        stored.append(
            Stored(
                record: record,
                item: task.subject.item.externalID,
                source: task.source,
                target: task.target,
                isImpossible: isImpossible
            )
        )
    }

    mutating func pass() { passedCount += 1 }

    mutating func finish(at end: Double) { self.end = max(start, end) }

    private var impossibleCount: Int { stored.count { $0.isImpossible } }

    var text: String {
        var parts = ["\(NumberText.count(stored.count - impossibleCount, "pair")) written"]
        if impossibleCount > 0 { parts.append("\(NumberText.count(impossibleCount)) impossible") }
        if passedCount > 0 { parts.append("\(NumberText.count(passedCount)) passed over") }
        return "\(queue): \(parts.joined(separator: ", ")) by \(annotator) in \(NumberText.seconds(end - start))."
    }

    var json: JSON {
        .members([
            "queue": .string(queue), "annotator": .string(annotator),
            "written": .integer(stored.count - impossibleCount), "impossible": .integer(impossibleCount),
            "passed": .integer(passedCount), "seconds": .real(end - start),
            "counterfactuals": .array(stored.map(\.json)),
        ])
    }
}
