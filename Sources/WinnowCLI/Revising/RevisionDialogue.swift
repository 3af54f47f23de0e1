internal import Foundation
internal import WinnowDomain
internal import WinnowEngine

/// The writing of one text: the editor, what is to be said to the edit, and the question what is to become of it.
struct RevisionDialogue: Sendable {
    enum Outcome: Sendable {
        case stored(CounterfactualRecord)
        /// The text cannot be flipped by small edits.
        case impossible(CounterfactualRecord)
        /// On to the next one, with nothing stored.
        case passed
        /// The draft is as it was.
        case unchanged
        case quit
    }

    enum Wish: Sendable {
        case store
        case edit
        case next
        case impossible
        case quit
    }

    let place: RevisionPlace
    let conversation: Conversation
    let editor: EditorCommand
    let keeper: RevisionKeeper

    /// - Throws: `Problem` when there can be no file, or no editor at all; otherwise what goes wrong is said.
    func write(_ task: RevisionTask) async throws -> Outcome {
        let advice = try await place.advice.notes(for: task)
        let template = RevisionTemplate(notes: task.notes(with: advice), fields: task.begun)
        let file = try RevisionFile(template.text)
        keeper.open(file)
        defer { keeper.close() }
        let start = place.now()
        while true {
            let written = try await edit(file, template, task)
            if task.draft != nil, case .unchanged = written { return .unchanged }
            await show(written)
            if let outcome = await decide(written, task, file, since: start) { return outcome }
        }
    }

    private func edit(
        _ file: RevisionFile,
        _ template: RevisionTemplate,
        _ task: RevisionTask
    ) async throws -> WrittenText {
        keeper.beginEditing()
        let status = try await EditorProcess(command: editor, terminal: conversation.terminal).edit(file.path)
        let written = await WrittenText(file, template, task, status: status, advice: place.advice)
        keeper.endEditing(isUnsaved: written.isUnsaved)
        return written
    }

    private func show(_ written: WrittenText) async {
        switch written {
        case .unusable(let reason, _): await conversation.say(reason, .alarm)
        case .unchanged: await conversation.say("The text is as it was, so there is nothing to store.")
        case .revised(let text, _): await conversation.say(RevisionWords.lines(text, width: conversation.width))
        }
    }

    /// - Returns: nil to edit again.
    private func decide(
        _ written: WrittenText,
        _ task: RevisionTask,
        _ file: RevisionFile,
        since start: Double
    ) async -> Outcome? {
        let prompt = Self.prompt(written, task.kind)
        // The same text sent twice, for example after the database was busy, is stored once.
        let key = "terminal-\(UUID().uuidString)"
        while true {
            switch await conversation.choose(prompt) {
            case .edit: return nil
            case .next: return .passed
            case .store:
                guard let wish = await wish(written, task) else { continue }
                if let record = await store(wish, key, since: start) { return .stored(record) }
            case .impossible:
                var wish = Self.wish(task, [:])
                wish.isImpossible = true
                if let record = await store(wish, key + "-impossible", since: start) {
                    return .impossible(record)
                }
            case .quit:
                if await mayQuit(written, file) { return .quit }
            case nil:
                await leave(written, file)
                return .quit
            }
        }
    }

    static func prompt(_ written: WrittenText, _ kind: Counterfactual.Kind) -> LetterPrompt<Wish> {
        var choices: [(String, Wish)] = written.isStorable ? [("store", .store)] : []
        choices += [("edit again", .edit), ("next text, without storing", .next)]
        if kind == .flip { choices.append(("impossible by small edits", .impossible)) }
        return LetterPrompt(choices + [("quit", .quit)])
    }

    private static func wish(_ task: RevisionTask, _ texts: [String: String]) -> CounterfactualWish {
        CounterfactualWish(
            item: task.subject.item.externalID,
            kind: task.kind,
            target: task.target,
            texts: texts,
            draft: task.draft?.id
        )
    }

    /// With the reason, where one is wanted; nil when none is given.
    private func wish(_ written: WrittenText, _ task: RevisionTask) async -> CounterfactualWish? {
        guard case .revised(let text, let texts) = written else { return nil }
        var wish = Self.wish(task, texts)
        guard text.needsReason else { return wish }
        guard let reason = await conversation.askReason("Why does it have to be so much? (Enter alone: back)") else {
            return nil
        }
        wish.overrideReason = reason
        return wish
    }

    /// Longer than a day it was lying about.
    private static let longestSeconds = 86_400.0

    /// - Returns: nil when it is not stored; then it is said why.
    private func store(_ wish: CounterfactualWish, _ key: String, since start: Double) async -> CounterfactualRecord? {
        var wish = wish
        wish.key = key
        wish.seconds = min(max(0, place.now() - start), Self.longestSeconds)
        do {
            return try await place.desk().write(wish, by: place.annotator.id)
        } catch {
            await conversation.say("Not stored: \(Problem(error)?.sentence ?? "\(error)")", .alarm)
            return nil
        }
    }

    /// Asks before what was written is thrown away.
    private func mayQuit(_ written: WrittenText, _ file: RevisionFile) async -> Bool {
        guard written.isUnsaved else { return true }
        await conversation.say("What you wrote is not stored.")
        let prompt = LetterPrompt<Bool>([("throw it away", true), ("back", false)])
        if let isSure = await conversation.choose(prompt) { return isSure }
        await leave(written, file)
        return true
    }

    /// With nobody left to ask, what was written is left where it is.
    private func leave(_ written: WrittenText, _ file: RevisionFile) async {
        guard written.isUnsaved else { return }
        keeper.close(keeping: true)
        // On one line, however long: a path that is broken cannot be copied.
        await conversation.say([StyledLine(), StyledLine(RevisionKeeper.notice(file))])
    }
}
