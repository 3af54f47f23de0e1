internal import WinnowDomain

/// Asks which label a text is to have, where there are several.
struct TargetPrompt: Sendable {
    enum Answer: Hashable, Sendable {
        /// The label's name as the queue has it.
        case label(String)
        case next
        case quit
    }

    private let choices: [(choice: LabelChoice, name: String)]

    /// - Parameter source: The label that the text has.
    init(_ queue: Queue, besides source: String) {
        choices = LabelChoice.all(of: queue).compactMap { choice in
            queue.label(choice.id).flatMap { $0.name == source ? nil : (choice, $0.name) }
        }
    }

    var names: [String] { choices.map(\.name) }

    /// The labels, each with its key.
    var lines: [String] {
        choices.map { choice, _ in
            let key = choice.key.map { "[\($0)] " } ?? "    "
            return "  \(key)\(choice.name)\(choice.description.map { ": \($0)" } ?? "")"
        }
    }

    static let question = "Which is it to be? Its key or its name, Enter for another text, q to quit:"

    /// - Parameter typed: A key, a name, or as much of it as no other label begins with. No label has the key q.
    /// - Returns: nil when it is none of these.
    func answer(_ typed: String) -> Answer? {
        let typed = typed.trimmed
        if typed.isEmpty { return .next }
        if let exact = choices.first(where: { $0.choice.key.map(String.init) == typed || $0.name == typed }) {
            return .label(exact.name)
        }
        if typed == "q" { return .quit }
        let begun = choices.filter { $0.name.lowercased().hasPrefix(typed.lowercased()) }
        return begun.count == 1 ? .label(begun[0].name) : nil
    }
}
