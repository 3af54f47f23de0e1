internal import WinnowDomain
internal import WinnowLearning

/// One simulated annotator at one simulated queue: answers truthfully, one event an answer.
struct Replay {
    private let plan: SimulationPlan
    private let annotator = AnnotatorID(1)
    private var state: QueueState
    private var anchorMemory: Trainer.Anchor?
    private(set) var history = LabelHistory()

    init(plan: SimulationPlan, queue: Queue, index: ItemIndex, seed: UInt64) {
        self.plan = plan
        state = QueueState(
            definition: queue.definition,
            index: index,
            order: QueueScheduler.initialOrder(queue.definition, count: index.count),
            seed: seed
        )
    }

    var event: EventNumber { history.lastEvent }
    var labelCount: Int { history.annotations.count }
    var labelledRows: [Int] { history.annotations.map { Int($0.item.rawValue) } }

    mutating func adopt(_ selection: Selection, strategy: QueryDefinition.Strategy) {
        state.adopt(
            QueueState.Order(
                ranking: Ranking(selection),
                source: .ranking,
                strategy: strategy.rawValue,
                modelVersion: nil
            )
        )
    }

    /// Answers for what the queue serves next; nothing when nothing is left.
    mutating func labelNext() {
        let candidates = state.propose(to: annotator, now: Moment(0))
        guard let item = candidates.first?.item else { return }
        label(Int(item.rawValue))
        state.settle(candidates)
    }

    mutating func label(_ row: Int) {
        let item = ItemID(Int64(row))
        let number = Int64(labelCount + 1)
        history.append([
            Annotation(
                id: AnnotationID(number),
                item: item,
                annotator: annotator,
                action: .submit,
                judgement: .labels(plan.pool[row].labels.map { LabelID(Int64($0)) }),
                source: .imported,
                event: number,
                at: Moment(0)
            )
        ])
        state.apply(.submitted(item, annotator, .label))
    }

    /// The anchor of the last event, made once.
    mutating func anchor(_ trainer: Trainer) throws -> Trainer.Anchor? {
        guard let event = Trainer.anchorEvent(history, upTo: event) else { return nil }
        if anchorMemory?.event != event { anchorMemory = try trainer.anchor(at: event, history) }
        return anchorMemory
    }
}
