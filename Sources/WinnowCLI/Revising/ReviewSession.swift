internal import WinnowDomain
internal import WinnowEngine

/// Has somebody decide about one pair after the other.
struct ReviewSession: Sendable {
    enum Wish: Sendable {
        case accept
        case edit
        case reject
        case next
        case quit
    }

    let place: RevisionPlace
    let conversation: Conversation
    let dialogue: RevisionDialogue
    /// Which pairs: drafts, disputed ones, or both.
    let states: Set<CounterfactualState>

    /// - Throws: `Problem` when there is no such pair.
    func run() async throws -> ReviewReport {
        var report = ReviewReport(queue: place.queueName, annotator: place.annotator.name, at: place.now())
        // The oldest first: of what generators proposed at once that is what they thought best.
        let ids = try await CounterfactualList(of: place.desk()).entries.reversed()
            .filter { states.contains($0.state) }.map(\.counterfactual.id)
        guard !ids.isEmpty else { throw nothing }
        for (number, id) in ids.enumerated() {
            await conversation.say("\n\(number + 1) of \(ids.count)", .dim)
            guard try await review(id, &report) else { break }
        }
        report.finish(at: place.now())
        return report
    }

    private var nothing: Problem {
        let words = CounterfactualState.allCases.filter { states.contains($0) }.map(\.rawValue)
        let hint = states.contains(.draft) ? "; `winnow counterfactual propose` makes drafts" : ""
        return Problem(
            .nothingNew,
            "no pair of the queue \(place.queueName) is \(words.joined(separator: " or "))\(hint)"
        )
    }

    /// Asks about a pair until something is decided.
    ///
    /// - Returns: Whether to go on.
    private func review(_ id: CounterfactualID, _ report: inout ReviewReport) async throws -> Bool {
        while true {
            let desk = try await place.desk()
            let entry = try await desk.entry(id)
            guard states.contains(entry.state) else {
                await conversation.say("Counterfactual \(id) was decided about in the meantime.")
                return true
            }
            guard let parent = try await place.installation.store.items([entry.counterfactual.parent]).first else {
                throw StoreError.noSuchCounterfactual(id)
            }
            let card = ReviewCard(
                queue: desk.queue,
                entry: entry,
                parent: parent,
                names: try await place.installation.store.annotatorNames()
            )
            await conversation.say(card.lines(width: conversation.width, arrow: conversation.arrow))
            switch await conversation.choose(Self.prompt(entry.state)) {
            case .accept:
                let action = Self.acceptance(entry.state, desk.queue)
                if await decide(entry, action, nil, desk, &report) { return true }
            case .reject:
                guard let reason = await conversation.askReason("What is wrong with it? (Enter alone: back)") else {
                    continue
                }
                if await decide(entry, .reject, reason, desk, &report) { return true }
            case .edit:
                if let goesOn = try await edit(entry, parent, desk, &report) { return goesOn }
            case .next:
                report.pass()
                return true
            case .quit, nil: return false
            }
        }
    }

    static func prompt(_ state: CounterfactualState) -> LetterPrompt<Wish> {
        // A disputed text has a writer: what becomes of it is decided, and not overwritten.
        let isDraft = state == .draft
        let first: [(String, Wish)] =
            isDraft
            ? [("accept: stand for it", .accept), ("edit it", .edit)]
            : [("accept it, whatever was said blindly", .accept)]
        return LetterPrompt(first + [("reject", .reject), ("next pair", .next), ("quit", .quit)])
    }

    /// Whoever takes a draft on stands for it as a writer does: in queues where nobody else is asked, that is enough.
    static func acceptance(_ state: CounterfactualState, _ queue: Queue) -> CounterfactualStep.Action {
        state == .draft && queue.definition.counterfactuals.verification == .blind ? .validate : .accept
    }

    /// - Returns: Whether it is stored; if not, it is said why.
    private func decide(
        _ entry: CounterfactualList.Entry,
        _ action: CounterfactualStep.Action,
        _ reason: String?,
        _ desk: CounterfactualDesk,
        _ report: inout ReviewReport
    ) async -> Bool {
        let id = entry.counterfactual.id
        do {
            _ = try await desk.decide(
                id,
                action,
                reason: reason,
                seen: entry.record.steps.count,
                by: place.annotator.id
            )
        } catch {
            await conversation.say("Not stored: \(Problem(error)?.sentence ?? "\(error)")", .alarm)
            return false
        }
        report.add(id, action)
        let words =
            switch action {
            case .validate:
                "Counterfactual \(id) is for somebody else to label now, who does not know what it is to be."
            case .accept, .reopen: "Counterfactual \(id) is accepted."
            case .reject: "Counterfactual \(id) is rejected."
            }
        await conversation.say(words, .good)
        return true
    }

    /// - Returns: Whether to go on with the next pair; nil to ask about this one again.
    private func edit(
        _ entry: CounterfactualList.Entry,
        _ parent: Item,
        _ desk: CounterfactualDesk,
        _ report: inout ReviewReport
    ) async throws -> Bool? {
        let one = entry.counterfactual
        let subject = try await desk.subject(parent.externalID, for: place.annotator.id)
        guard let source = subject.source.flatMap({ desk.queue.label($0)?.name }) else {
            await conversation.say(CounterfactualRefusal(unlabelled: parent.externalID).description, .alarm)
            return nil
        }
        let target = one.kind == .flip ? desk.queue.label(one.target)?.name ?? source : source
        let outcome = try await dialogue.write(
            RevisionTask(
                queue: desk.queue,
                subject: subject,
                kind: one.kind,
                source: source,
                target: target,
                draft: one
            )
        )
        if let words = RevisionWords.sentence(outcome) { await conversation.say(words, .good) }
        switch outcome {
        case .stored(let record), .impossible(let record): report.add(record.counterfactual.id, writtenAnewFrom: one.id)
        case .passed: report.pass()
        case .unchanged: return nil
        case .quit: return false
        }
        return true
    }
}
