/// A talk in the terminal: lines go out, lines that somebody types come in. The terminal stays in the modes that a shell
/// leaves it in.
struct Conversation: Sendable {
    let terminal: TerminalDevice
    private let typed: TypedLines

    init(_ terminal: TerminalDevice) {
        self.terminal = terminal
        typed = TypedLines(terminal.input)
    }

    var width: Int { terminal.size.columns }

    /// Between what was and what is to be.
    var arrow: String { terminal.capabilities.hasUnicode ? "→" : "->" }

    func say(_ lines: [StyledLine]) async {
        let text = lines.map { $0.escaped(terminal.capabilities) + "\n" }.joined()
        await terminal.write(Array(text.utf8))
    }

    /// Says a text, in which controls become visible, in as many lines as it takes.
    func say(_ text: String, _ style: TextStyle = .plain) async {
        await say(RevisionWords.wrapped(text, style, width: width))
    }

    /// - Returns: What was typed; nil at the end of the input.
    func ask(_ question: String) async -> String? {
        let line = StyledLine(question, .bold).escaped(terminal.capabilities) + " "
        await terminal.write(Array(line.utf8))
        return await typed.next()
    }

    /// Asks until the answer is one of the choices.
    ///
    /// - Returns: nil at the end of the input.
    func choose<Answer>(_ prompt: LetterPrompt<Answer>) async -> Answer? {
        while let typed = await ask(prompt.text) {
            if let answer = prompt.answer(typed) { return answer }
            await say("Answer with a letter that stands in brackets.")
        }
        return nil
    }

    /// Asks why, in a line.
    ///
    /// - Returns: nil for an empty line, and at the end of the input.
    func askReason(_ question: String) async -> String? {
        while let reason = await ask(question)?.trimmed, !reason.isEmpty {
            if reason.unicodeScalars.count <= Self.longestReason { return reason }
            await say("That is longer than \(NumberText.count(Self.longestReason)) characters; say it in fewer.")
        }
        return nil
    }

    /// What the server takes, too.
    private static let longestReason = 2_000
}
