/// A question with a letter for each of its answers.
struct LetterPrompt<Answer: Sendable>: Sendable {
    struct Choice: Sendable {
        /// What is shown; its first letter chooses it, and no other one of the prompt begins with that.
        let words: String
        let answer: Answer
    }

    let choices: [Choice]

    init(_ choices: [(words: String, answer: Answer)]) {
        self.choices = choices.map { Choice(words: $0.words, answer: $0.answer) }
    }

    /// `[s]tore  [e]dit again  [q]uit:`
    var text: String {
        choices.map { "[\($0.words.prefix(1))]\($0.words.dropFirst())" }.joined(separator: "  ") + ":"
    }

    /// - Parameter typed: The letter, or the first word or a beginning of it, in either case.
    func answer(_ typed: String) -> Answer? {
        let typed = typed.trimmed.lowercased()
        guard !typed.isEmpty else { return nil }
        return choices.first { $0.words.prefix { $0.isLetter }.lowercased().hasPrefix(typed) }?.answer
    }
}

extension String {
    /// Without white space around.
    var trimmed: String {
        let tail = drop(while: \.isWhitespace)
        return String(tail[..<(tail.lastIndex { !$0.isWhitespace }.map { tail.index(after: $0) } ?? tail.startIndex)])
    }
}
