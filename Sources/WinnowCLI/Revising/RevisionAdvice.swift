internal import WinnowDomain
internal import WinnowEngine

/// What a queue's texts and pairs have to say to an edit, and which texts are worth one. Reads the whole queue, when it is
/// first asked.
actor RevisionAdvice {
    private let installation: Installation
    private let queueName: String
    private var reading: Task<QueueLoops.Loop, any Error>?

    /// Edits made before that are named at the head of a file.
    private static let shownCount = 6

    init(_ installation: Installation, queue: String) {
        self.installation = installation
        queueName = queue
    }

    private func loop() async throws -> QueueLoops.Loop {
        if let reading { return try await reading.value }
        let task = Task { [installation, queueName] in
            try await installation.revisionLoop(of: try await installation.store.queue(named: queueName))
        }
        reading = task
        return try await task.value
    }

    /// The item that is worth most, apart from some; nil when none is left.
    func next(without seen: Set<ItemID>) async throws -> ItemID? {
        try await loop().revisions(1, without: seen, store: installation.store).first
    }

    /// What is to be said to an edit.
    ///
    /// - Parameter texts: By field, those that differ from the original's.
    func check(_ texts: [String: String], for task: RevisionTask) async throws -> RevisedText {
        try await loop().check(texts, of: task.subject, target: nil, store: installation.store, waiting: true).text
    }

    /// Lines about places of the text where people made an edit before; none where nobody did.
    func notes(for task: RevisionTask) async throws -> [String] {
        guard task.kind == .flip, let target = task.queue.label(named: task.target)?.id else { return [] }
        let begun = Dictionary(task.begun.map { ($0.name, $0.text) }, uniquingKeysWith: { first, _ in first })
        let chips = try await loop().check(
            begun,
            of: task.subject,
            target: target,
            store: installation.store,
            waiting: true
        ).chips
        var seen: Set<String> = []
        let lines = chips.filter { seen.insert($0.phrase.lowercased()).inserted }.prefix(Self.shownCount).map { chip in
            "  \"\(chip.phrase)\": \(chip.replacements.map { "\"\($0)\"" }.joined(separator: ", "))"
        }
        return lines.isEmpty ? [] : ["", "Changed before, where pairs had these labels:"] + lines
    }
}
