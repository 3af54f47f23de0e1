internal import ArgumentParser
internal import WinnowDomain

/// Who revises texts, and with what.
struct RevisionOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Who does it; else your login name, which is added if it is new.", valueName: "name"))
    var annotator: String?

    /// Lets somebody revise texts in the terminal, with what was written kept when the process has to end.
    ///
    /// - Throws: `Problem` without a terminal or an editor, before anything is opened.
    func work<Result>(
        on queue: String,
        _ data: FolderOptions,
        _ console: Console,
        _ body: (RevisionPlace, Conversation, RevisionDialogue) async throws -> Result
    ) async throws -> Result {
        let terminal = TerminalDevice.ofPerson()
        guard terminal.isTerminal else {
            throw Problem(.noTerminal, "the editor needs a terminal; for scripts use `winnow counterfactual import`")
        }
        let editor = try EditorCommand.ofPerson()
        let place = try await RevisionPlace(try data.open(), queue: queue, by: annotator, console)
        let (conversation, keeper) = (Conversation(terminal), RevisionKeeper(terminal))
        let signals = TerminalSignals(ofEnding: { keeper.end(by: $0) })
        defer { signals.stop() }
        let dialogue = RevisionDialogue(place: place, conversation: conversation, editor: editor, keeper: keeper)
        return try await body(place, conversation, dialogue)
    }
}
