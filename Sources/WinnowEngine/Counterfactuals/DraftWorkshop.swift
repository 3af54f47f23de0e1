internal import WinnowDomain
internal import WinnowLearning
internal import WinnowNumerics

/// The generators of a queue, made from what it has learned, and the checks that their drafts go through.
///
/// The model that guides drafts of an item is one of five, the one that knew neither the item nor anything of its root.
struct DraftWorkshop: Sendable {
    /// A draft that passed the checks.
    struct Proposal: Sendable {
        let kind: DraftKind
        let text: String
        let source: Int
        let target: Int
        let family: String?
        let seed: UInt64
    }

    private let trainer: Trainer
    private let data: LearningData
    private let texts: [Int: String]
    private let wish: DraftRun.Wish
    private let hyperparameters: [String: Double]
    private let lexicon: Lexicon
    private let memory: SubstitutionMemory
    private let contexts: ContextPhrases
    private let checks: DraftChecks
    /// By fold, of the roots outside it; empty where no generator asks a model.
    private let judges: [TextJudge]
    /// By row of the features.
    private let folds: [Int: Int]

    private static let foldCount = 5

    /// - Parameter texts: Of the training examples, by row.
    /// - Throws: `LexiconError`, `LearningError`.
    init(
        _ trainer: Trainer,
        _ data: LearningData,
        _ texts: [Int: String],
        hyperparameters: [String: Double],
        _ wish: DraftRun.Wish
    ) throws {
        (self.trainer, self.data, self.texts, self.wish) = (trainer, data, texts, wish)
        self.hyperparameters = hyperparameters
        lexicon = try wish.lexicon.map { try Lexicon(tsv: $0) } ?? .english
        let pairs = Self.pairs(data, texts)
        memory = SubstitutionMemory(pairs)
        let known = data.training.filter { $0.target.present.count == 1 }
        contexts = ContextPhrases(known.map { texts[$0.row] ?? "" }, labels: known.map { $0.target.present[0] })
        let fluency = FluencyModel(known.map { texts[$0.row] ?? "" })
        checks = DraftChecks(fluency: FluencyCheck(fluency, accepted: pairs))
        (judges, folds) =
            wish.kinds.contains(.modelGuided) ? try Self.judges(trainer, data, hyperparameters) : ([], [:])
    }

    /// Accepted flips, never of items that are measured on.
    private static func pairs(_ data: LearningData, _ texts: [Int: String]) -> [AcceptedPair] {
        let labels = Dictionary(
            data.training.compactMap { example in example.target.present.first.map { (example.row, $0) } },
            uniquingKeysWith: { first, _ in first }
        )
        return data.training.compactMap { example in
            guard let revision = example.revision, revision.isAccepted, revision.kind == .flip,
                let original = texts[revision.parentRow], let revised = texts[example.row],
                let source = labels[revision.parentRow], let target = labels[example.row]
            else { return nil }
            return AcceptedPair(original: original, revised: revised, sourceLabel: source, targetLabel: target)
        }
    }

    private static func judges(
        _ trainer: Trainer,
        _ data: LearningData,
        _ hyperparameters: [String: Double]
    ) throws -> (judges: [TextJudge], folds: [Int: Int]) {
        let scales = trainer.features.extractor.scales(labelCount: data.training.count)
        let training = try trainer.trainingSet(data.training, scales)
        let classifier = trainer.queue.definition.candidates.candidate(of: hyperparameters).classifier
        let folds = Folds(training, count: foldCount, seed: trainer.queue.definition.seed)
        let judges = try (0..<foldCount).map { fold in
            let fit = try classifier.fit(try training.selecting(rows: folds.rows(outside: fold)))
            let fitted = FittedClassifier(model: trainer.unscaled(fit, scales), calibration: .none)
            return TextJudge(fitted, trainer.features.extractor)
        }
        let pairs = zip(data.training, folds.assignment).map { ($0.row, $1) }
        return (judges, Dictionary(pairs, uniquingKeysWith: { first, _ in first }))
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
    func drafts(of example: LearningData.Example, seed: UInt64) throws -> (drafts: [Proposal], refusedCount: Int) {
        guard let source = example.target.present.first, let text = texts[example.row] else { return ([], 0) }
        var drafts: [Proposal] = []
        var (seen, refusedCount): (Set<String>, Int) = ([text], 0)
        for kind in wish.kinds {
            guard let generator = generator(kind, for: example) else { continue }
            let targets = kind == .swap ? [source] : trainer.queue.labels.indices.filter { $0 != source }
            for target in targets {
                let request = DraftRequest(
                    original: text,
                    sourceLabel: source,
                    targetLabel: target,
                    seed: seed,
                    limit: wish.draftCount
                )
                for draft in try made(generator, request) where seen.insert(draft.revised).inserted {
                    let isGood = checks.findings(original: text, revised: draft.revised).allSatisfy {
                        $0.severity == .warn
                    }
                    if isGood {
                        drafts.append(
                            Proposal(
                                kind: kind,
                                text: draft.revised,
                                source: source,
                                target: target,
                                family: draft.family,
                                seed: seed
                            )
                        )
                    } else {
                        refusedCount += 1
                    }
                }
            }
        }
        return (drafts, refusedCount)
    }

    /// A model that has not seen the label yet cannot be turned to it.
    private func made(_ generator: any DraftGenerator, _ request: DraftRequest) throws -> [Draft] {
        do {
            return try generator.drafts(for: request)
        } catch LearningError.unknownLabel {
            return []
        }
    }

    private func generator(_ kind: DraftKind, for example: LearningData.Example) -> (any DraftGenerator)? {
        switch kind {
        case .memory: MemoryGenerator(memory)
        case .negation: NegationGenerator()
        case .lexicon: LexiconGenerator(lexicon)
        case .swap: SwapGenerator()
        case .modelGuided:
            folds[example.row].map { fold in
                ModelGuidedGenerator(
                    judges[fold],
                    sources: GuidedSources(memory: memory, lexicon: lexicon, contexts: contexts)
                )
            }
        }
    }
}
