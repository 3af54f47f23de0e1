internal import WinnowDomain

/// What was decided in a session: said at its end.
struct ReviewReport: Sendable {
    private enum Kind: String, CaseIterable {
        case validated
        case accepted
        case rejected
        case rewritten
    }

    private let queue: String
    private let annotator: String
    private let start: Double
    private var end: Double
    private var decided: [(kind: Kind, id: CounterfactualID, draft: CounterfactualID?)] = []
    private(set) var passedCount = 0

    init(queue: String, annotator: String, at start: Double) {
        (self.queue, self.annotator, self.start, end) = (queue, annotator, start, start)
    }

    mutating func add(_ id: CounterfactualID, _ action: CounterfactualStep.Action) {
        switch action {
        case .validate: decided.append((.validated, id, nil))
        case .accept: decided.append((.accepted, id, nil))
        case .reject: decided.append((.rejected, id, nil))
        case .reopen: break
        }
    }

    mutating func add(_ id: CounterfactualID, writtenAnewFrom draft: CounterfactualID) {
        decided.append((.rewritten, id, draft))
    }

    mutating func pass() { passedCount += 1 }

    mutating func finish(at end: Double) { self.end = max(start, end) }

    private func count(_ kind: Kind) -> Int { decided.count { $0.kind == kind } }

    var text: String {
        let words: [(Kind, String)] = [
            (.validated, "for others to label"), (.accepted, "accepted"), (.rejected, "rejected"),
            (.rewritten, "written anew"),
        ]
        var parts = words.filter { count($0.0) > 0 }.map { "\(NumberText.count(count($0.0))) \($0.1)" }
        if passedCount > 0 { parts.append("\(NumberText.count(passedCount)) passed over") }
        let all = parts.isEmpty ? "nothing decided" : parts.joined(separator: ", ")
        return "\(queue): \(all) by \(annotator) in \(NumberText.seconds(end - start))."
    }

    var json: JSON {
        .members([
            "queue": .string(queue), "annotator": .string(annotator), "validated": .integer(count(.validated)),
            "accepted": .integer(count(.accepted)), "rejected": .integer(count(.rejected)),
            "rewritten": .integer(count(.rewritten)), "passed": .integer(passedCount), "seconds": .real(end - start),
            "counterfactuals": .array(
                decided.map { one in
                    .members([
                        "id": .integer(one.id.rawValue), "became": .string(one.kind.rawValue),
                        "draft": one.draft.map { .integer($0.rawValue) } ?? .null,
                    ])
                }
            ),
        ])
    }
}
