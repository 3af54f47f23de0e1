internal import WinnowDomain
internal import WinnowLearning
internal import WinnowNumerics

/// The generators of a queue, made from what it has learned, and the checks that their drafts go through.
struct DraftWorkshop: Sendable {
    /// What was made of an item.
    struct Yield: Sendable {
        var drafts: [DraftProposal] = []
        /// Drafts that a check refused.
        var refusedCount = 0
    }

    let data: LearningData
    private let trainer: Trainer
    private let texts: [Int: String]
    private let wish: DraftRun.Wish
    private let chat: ChatWriter?
    private let hyperparameters: [String: Double]
    private let lexicon: Lexicon
    private let contexts: ContextPhrases
    private let experience: EditExperience
    private let judges: FoldJudges

    /// - Parameters:
    ///   - texts: Of the training examples, by row.
    ///   - chat: For `chat.v1`.
    /// - Throws: `LexiconError`, `LearningError`.
    init(
        _ trainer: Trainer,
        _ data: LearningData,
        _ texts: [Int: String],
        hyperparameters: [String: Double],
        _ wish: DraftRun.Wish,
        chat: ChatWriter?
    ) throws {
        (self.trainer, self.data, self.texts) = (trainer, data, texts)
        (self.wish, self.chat, self.hyperparameters) = (wish, chat, hyperparameters)
        lexicon = try wish.lexicon.map { try Lexicon(tsv: $0) } ?? .english
        experience = EditExperience(data, texts)
        let known = data.training.filter { $0.target.present.count == 1 }
        contexts = ContextPhrases(known.map { texts[$0.row] ?? "" }, labels: known.map { $0.target.present[0] })
        judges = try FoldJudges(trainer, data, hyperparameters: hyperparameters)
    }

    /// The originals that are worth most.
    func items(_ count: Int, without done: Set<ItemID>) throws -> [LearningData.Example] {
        let lengths = data.training.map { ($0.item, TokenizedText(texts[$0.row] ?? "").tokens.count) }
        let order = try trainer.revisionOrder(
            of: data,
            tokenCounts: Dictionary(lengths, uniquingKeysWith: { first, _ in first }),
            revised: done,
            hyperparameters: hyperparameters,
            count: count
        )
        let byItem = Dictionary(data.training.map { ($0.item, $0) }, uniquingKeysWith: { first, _ in first })
        return order.compactMap { byItem[$0] }
    }

    /// What the generators make of an item, as far as it passes the checks.
    ///
    /// - Throws: `LearningError`; `ChatProblem` when a service does not answer.
    func drafts(of example: LearningData.Example, seed: UInt64) throws -> Yield {
        guard let source = example.target.present.first, let text = texts[example.row] else { return Yield() }
        var yield = Yield()
        var seen: Set<String> = [text]
        for kind in wish.kinds {
            let targets = kind == .swap ? [source] : trainer.queue.labels.indices.filter { $0 != source }
            for target in targets {
                let request = DraftRequest(
                    original: text,
                    sourceLabel: source,
                    targetLabel: target,
                    seed: seed,
                    limit: wish.draftCount
                )
                for var draft in try proposals(kind, request, for: example) where seen.insert(draft.text).inserted {
                    // What a model makes of it is shown, and no check.
                    guard passes(text, draft.text) else {
                        yield.refusedCount += 1
                        continue
                    }
                    draft.view = judges.view(of: example.row, text, draft.text, for: target)
                    yield.drafts.append(draft)
                }
            }
        }
        return yield
    }

    private func passes(_ original: String, _ revised: String) -> Bool {
        experience.checks.findings(original: original, revised: revised).allSatisfy { $0.severity == .warn }
    }

    private func proposals(
        _ kind: DraftKind,
        _ request: DraftRequest,
        for example: LearningData.Example
    ) throws -> [DraftProposal] {
        if kind == .chat { return try chatted(request) }
        guard let generator = generator(kind, for: example) else { return [] }
        return try made(generator, request).map { draft in
            DraftProposal(
                kind: kind,
                text: draft.revised,
                source: request.sourceLabel,
                target: request.targetLabel,
                settings: draft.family.map { ["family": $0] } ?? [:],
                seed: request.seed
            )
        }
    }

    /// A model that has not seen the label yet cannot be turned to it.
    private func made(_ generator: any DraftGenerator, _ request: DraftRequest) throws -> [Draft] {
        do {
            return try generator.drafts(for: request)
        } catch LearningError.unknownLabel {
            return []
        }
    }

    private func chatted(_ request: DraftRequest) throws -> [DraftProposal] {
        guard let chat else { return [] }
        let (labels, from, to) = (trainer.queue.labels, request.sourceLabel, request.targetLabel)
        let prompt = ChatPrompt(
            trainer.queue.definition,
            from: labels[from].name,
            to: labels[to].name,
            example: experience.example(from: from, to: to)
        )
        return try (0..<request.limit).compactMap { number in
            let seed = request.seed &+ UInt64(number)
            return try chat.text(of: request, prompt, seed: seed).map {
                DraftProposal(
                    kind: .chat,
                    text: $0,
                    source: from,
                    target: to,
                    settings: chat.settings(prompt),
                    seed: seed
                )
            }
        }
    }

    private func generator(_ kind: DraftKind, for example: LearningData.Example) -> (any DraftGenerator)? {
        let memory = experience.memory
        return switch kind {
        case .memory: MemoryGenerator(memory)
        case .negation: NegationGenerator()
        case .lexicon: LexiconGenerator(lexicon)
        case .swap: SwapGenerator()
        case .modelGuided:
            judges[example.row].map { judge in
                ModelGuidedGenerator(
                    judge,
                    sources: GuidedSources(memory: memory, lexicon: lexicon, contexts: contexts)
                )
            }
        case .chat: nil
        }
    }
}
