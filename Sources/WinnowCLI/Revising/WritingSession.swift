internal import WinnowDomain
internal import WinnowEngine

/// Has somebody revise one text after the other.
struct WritingSession: Sendable {
    struct Wish: Sendable {
        /// Else the queue's next ones.
        var item: String?
        /// The label that texts are to have; asked for where there are several, and none is named.
        var target: String?
        var kind: Counterfactual.Kind
        /// Texts to do; nil for as many as there are.
        var count: Int?
    }

    private enum Step {
        case write(RevisionTask)
        /// There is no label to change, or it is the wanted one already.
        case leaveOut
        case pass
        case quit
    }

    let place: RevisionPlace
    let conversation: Conversation
    let dialogue: RevisionDialogue
    let wish: Wish

    /// - Throws: `Problem` when there is nothing to revise; `CounterfactualRefusal`, `StoreError` for an item that cannot be.
    func run() async throws -> WritingReport {
        var report = WritingReport(queue: place.queueName, annotator: place.annotator.name, at: place.now())
        if let target = wish.target { try Self.check(target, try await place.queue()) }
        if let item = wish.item {
            _ = try await write(item, &report)
        } else {
            try await writeAll(&report)
        }
        report.finish(at: place.now())
        return report
    }

    private static func check(_ target: String, _ queue: Queue) throws {
        guard queue.label(named: target) == nil else { return }
        let known = queue.labels.prefix(20).map(\.name).joined(separator: ", ")
        throw Problem.usage("there is no label \"\(target)\"; the labels are \(known)")
    }

    private func writeAll(_ report: inout WritingReport) async throws {
        await conversation.say("Looking for the texts that are worth most.", .dim)
        var seen: Set<ItemID> = []
        while wish.count.map({ report.count < $0 }) ?? true {
            guard let id = try await place.advice.next(without: seen),
                let item = try await place.installation.store.items([id]).first
            else {
                if report.count == 0 { throw nothing(isAny: !seen.isEmpty) }
                await conversation.say("Every labelled text is revised, or passed over.")
                return
            }
            seen.insert(id)
            guard try await write(item.externalID, &report) else { return }
        }
    }

    private func nothing(isAny: Bool) -> Problem {
        let hint =
            isAny
            ? "those that are left have the wanted label already, or none that most agree on"
            : "texts are offered once they are labelled, until they are revised; label more, or name an item"
        return Problem(.nothingNew, "there is nothing to revise in the queue \(place.queueName) now: \(hint)")
    }

    /// - Returns: Whether to go on.
    private func write(_ item: String, _ report: inout WritingReport) async throws -> Bool {
        switch try await step(item) {
        case .leaveOut: return true
        case .pass:
            report.pass()
            return true
        case .quit: return false
        case .write(let task):
            await conversation.say(
                "\n\(item): \(task.source) \(conversation.arrow) \(task.kind == .flip ? task.target : "still \(task.target)")",
                .bold
            )
            let outcome = try await dialogue.write(task)
            report.add(outcome, task)
            if let words = RevisionWords.sentence(outcome) { await conversation.say(words, .good) }
            if case .quit = outcome { return false }
            return true
        }
    }

    private func step(_ item: String) async throws -> Step {
        let desk = try await place.desk()
        let subject = try await desk.subject(item, for: place.annotator.id)
        guard let source = subject.source.flatMap({ desk.queue.label($0)?.name }) else {
            if wish.item == nil { return .leaveOut }
            throw CounterfactualRefusal(unlabelled: item)
        }
        func task(to target: String) -> Step {
            .write(
                RevisionTask(queue: desk.queue, subject: subject, kind: wish.kind, source: source, target: target)
            )
        }
        if wish.kind == .invariance { return task(to: source) }
        if let target = wish.target {
            if target != source { return task(to: target) }
            if wish.item == nil { return .leaveOut }
            throw Problem(.refused, "\"\(target)\" is the label that the text has already; choose another one")
        }
        let prompt = TargetPrompt(desk.queue, besides: source)
        if prompt.names.count == 1 { return task(to: prompt.names[0]) }
        guard !prompt.names.isEmpty else {
            throw Problem(.notPossible, "the queue \(place.queueName) has one label; only --invariance is possible")
        }
        return switch await ask(prompt, subject, source) {
        case .label(let name): task(to: name)
        case .next: .pass
        case .quit: .quit
        }
    }

    private func ask(_ prompt: TargetPrompt, _ subject: RevisionSubject, _ source: String) async -> TargetPrompt.Answer
    {
        await conversation.say("\n\(subject.item.externalID): \(source)", .bold)
        await conversation.say("\n\(subject.text)\n\n\(prompt.lines.joined(separator: "\n"))")
        while let typed = await conversation.ask(TargetPrompt.question) {
            if let answer = prompt.answer(typed) { return answer }
            await conversation.say("No label of these has that key or begins with that.")
        }
        return .quit
    }
}
