package import WinnowDomain
internal import WinnowLearning
internal import WinnowNumerics

/// Has generators propose revised texts of labelled items. What they make are drafts: nobody stands for them, and a person
/// looks at each.
package struct DraftRun: Sendable {
    package typealias Store = CounterfactualDesk.Store & TrainingStore

    /// What is wanted.
    package struct Wish: Sendable {
        package var kinds: [DraftKind]
        /// Items to propose texts for, those first that are worth most.
        package var itemCount: Int
        /// Drafts of each generator for an item and a label.
        package var draftCount: Int
        /// Lines of `from`, a tab and `to`; nil for the English one.
        package var lexicon: String?
        /// The service of `chat.v1`; without it nothing is asked.
        package var chat: ChatWriter.Wish?

        package init(
            kinds: [DraftKind],
            itemCount: Int,
            draftCount: Int = 1,
            lexicon: String? = nil,
            chat: ChatWriter.Wish? = nil
        ) {
            self.kinds = kinds
            self.itemCount = itemCount
            self.draftCount = draftCount
            self.lexicon = lexicon
            self.chat = chat
        }
    }

    /// What became of it.
    package struct Report: Sendable {
        package var itemCount = 0
        /// Stored drafts by generator.
        package var stored: [DraftKind: Int] = [:]
        /// Left out: there already, or refused by a check.
        package var leftOutCount = 0
        /// What `chat.v1` asked and was answered.
        package var chat: ChatWriter.Account?
        /// Why it ended before all items had their turn.
        package var problem: ChatProblem?
    }

    private let desk: CounterfactualDesk
    private let trainer: Trainer
    private let history: LabelHistory
    /// The promoted model's version and settings.
    private let model: ModelVersion?

    /// - Parameter features: Of all items in the index.
    package init(
        _ desk: CounterfactualDesk,
        features: FeatureSet,
        index: ItemIndex,
        history: LabelHistory,
        model: ModelVersion?
    ) {
        self.desk = desk
        self.history = history
        self.model = model
        trainer = Trainer(queue: desk.queue, features: features, index: index)
            .weighing(pairs: model?.summary.pairWeight)
    }

    private var queue: Queue { desk.queue }

    /// Proposes and stores; computes for long.
    ///
    /// - Throws: `CounterfactualRefusal` for a queue that there can be no drafts for; `LearningError`; what the store says.
    package func run(_ wish: Wish) async throws -> Report {
        guard let field = queue.definition.item.text.fields.first, Set(queue.definition.item.text.fields).count == 1,
            queue.definition.task == .classification
        else {
            throw CounterfactualRefusal(
                "drafts are proposed for queues of `task: classification` whose text is a single field"
            )
        }
        let all = LearningData(history.standing(at: history.lastEvent), queue: queue, index: trainer.index)
        let data = all.around(pairs: Self.lookedAtCount)
        let texts = try await texts(of: data)
        let chat = wish.chat.map { ChatWriter($0) }
        let workshop: DraftWorkshop
        do {
            workshop = try await TrainingExecutor.measuring.perform {
                try DraftWorkshop(
                    trainer,
                    data,
                    texts,
                    hyperparameters: model?.summary.hyperparameters ?? [:],
                    wish,
                    chat: chat
                )
            }
        } catch let error as LexiconError {
            throw CounterfactualRefusal("the lexicon cannot be read: \(error)")
        }
        let done = DraftedItems(history.counterfactuals.records, of: wish.kinds).items
        var report = Report()
        let items = try await TrainingExecutor.measuring.perform {
            try workshop.items(wish.itemCount, without: done)
        }
        for (place, item) in items.enumerated() {
            do {
                let made = try await TrainingExecutor.measuring.perform {
                    try workshop.drafts(of: item, seed: queue.definition.seed &+ UInt64(place))
                }
                report.itemCount += 1
                report.leftOutCount += made.refusedCount
                try await store(made.drafts, of: item, field, &report)
            } catch let problem as ChatProblem {
                // What was made before is stored.
                report.problem = problem
            }
            report.chat = chat?.account
            if report.problem != nil || chat?.account.isSpent == true { break }
        }
        return report
    }

    /// Labels that are looked at beside the pairs.
    private static let lookedAtCount = 5_000

    private func texts(of data: LearningData) async throws -> [Int: String] {
        let rows = data.training.map(\.row)
        let read = try await QueueTexts(queue: queue, index: trainer.index.entries, items: desk.store).texts(rows: rows)
        return Dictionary(zip(rows, read), uniquingKeysWith: { first, _ in first })
    }

    private func store(
        _ drafts: [DraftProposal],
        of example: LearningData.Example,
        _ field: String,
        _ report: inout Report
    ) async throws {
        guard !drafts.isEmpty, let item = try await desk.store.items([example.item]).first else { return }
        let entries = drafts.map { proposal -> NewCounterfactual in
            let revised = RevisedText([field: proposal.text], of: item, in: queue)
            return NewCounterfactual(
                parent: item.id,
                kind: proposal.kind == .swap ? .invariance : .flip,
                source: queue.labels[proposal.source].id,
                target: queue.labels[proposal.target].id,
                data: revised.data.text,
                contentHash: ContentHash(of: revised.text).bytes,
                edit: revised.edit,
                author: .generator(
                    DraftOrigin(
                        id: proposal.kind.rawValue,
                        settings: proposal.settings,
                        seed: proposal.seed,
                        modelVersion: proposal.kind == .modelGuided ? model?.number : nil,
                        view: proposal.view
                    )
                ),
                isItem: queue.definition.counterfactuals.draftWeight > 0
            )
        }
        let batch = CounterfactualBatch(
            queue: queue.id,
            revision: queue.revision,
            entries: entries,
            at: desk.clock.now()
        )
        for (proposal, outcome) in zip(drafts, try await desk.store.add(batch)) {
            switch outcome {
            case .stored: report.stored[proposal.kind, default: 0] += 1
            case .known, .refused: report.leftOutCount += 1
            }
        }
    }
}
