internal import WinnowAPI
internal import WinnowDomain
internal import WinnowEngine

/// What an annotator sees and does in the terminal: a value without terminal, storage or concurrency.
///
/// Events go in, actions come out; `FormView` draws it. One card, one decision; one thing is being stored at a time.
struct LabellingForm: Sendable {
    /// What stays the same for the whole session, unless the queue is changed.
    struct Setting: Sendable {
        let queue: Queue
        let annotator: String
        let labels: [LabelChoice]
        let startedAt: Double
        /// Whether the annotator has answered nothing yet, in any queue.
        let isNewcomer: Bool

        init(queue: Queue, annotator: String, startedAt: Double, isNewcomer: Bool = false) {
            self.isNewcomer = isNewcomer
            self.queue = queue
            self.annotator = annotator
            self.startedAt = startedAt
            labels = LabelChoice.all(of: queue)
        }

        var isMultilabel: Bool { queue.definition.task == .multilabel }
        var leaseSeconds: Double { queue.definition.assignment.lease / .seconds(1) }
    }

    enum Stage: Sendable {
        /// The next item is on its way; the last card stays up meanwhile.
        case loading(after: OpenCard?)
        case card(OpenCard)
        /// Everything that is left is with others.
        case waiting(since: Double)
        case finished(since: Double)
    }

    enum Panel: Hashable, Sendable {
        case keys
        case guidelines
        case why
        case recent(selected: Int)
        case note(LineEditor)
        case find(LineEditor, selected: Int)
    }

    /// What is being done with the store.
    enum Operation: Hashable, Sendable {
        case claiming
        case submitting(Judgement)
        case takingBack
    }

    struct Notice: Hashable, Sendable {
        enum Kind: Sendable {
            case good
            case plain
            case alarm
        }

        var kind: Kind
        var text: String
        /// Whether it is over as soon as the lease is renewed.
        var isAboutLease = false
    }

    struct Model: Hashable, Sendable {
        var version: ModelDocument?
        var isTraining = false
        var failure: String?
    }

    private(set) var setting: Setting
    /// A changed queue, until nothing is under way and it can be taken over.
    var changedQueue: Queue?
    var size: TerminalSize
    var stage: Stage
    /// Cards put aside by an undo; the last one comes up next.
    var held: [OpenCard] = []
    var operation: Operation?
    /// The session's answers, oldest first.
    var decisions: [Decision] = []
    var panel: Panel?
    var notice: Notice?
    /// Whether the next label's key says "not this one".
    var isNegating = false
    var textScroll = 0
    var panelScroll = 0
    /// The card's text in lines of the window; kept, because it is drawn with every key.
    var wrapped = WrappedText()
    var progress = QueueProgress()
    var model = Model()
    var isEnding = false
    /// The process has to end, whatever is not saved.
    var mustEnd = false
    var isQuitConfirmed = false
    var lastCount = -Double.infinity
    var needsCount = true
    var renewing: Set<AssignmentID> = []

    init(setting: Setting, size: TerminalSize, progress: QueueProgress, model: ModelDocument?) {
        self.setting = setting
        self.size = size
        self.progress = progress
        self.model.version = model
        stage = .loading(after: nil)
    }

    /// The first wish; to be asked for once. Who is new reads the guidelines first.
    mutating func start() -> [FormAction] {
        if setting.isNewcomer, !setting.queue.definition.guidelines.isEmpty { open(.guidelines) }
        return claim()
    }

    /// Has the labels of a changed queue from now on.
    mutating func replace(queue: Queue) {
        setting = Setting(
            queue: queue,
            annotator: setting.annotator,
            startedAt: setting.startedAt,
            isNewcomer: setting.isNewcomer
        )
    }

    mutating func claim() -> [FormAction] {
        operation = .claiming
        return [.claim]
    }

    /// The card that can be answered.
    var card: OpenCard? {
        if case .card(let card) = stage { card } else { nil }
    }

    /// The card that is on the screen: also the answered one, until the next comes.
    var shownCard: OpenCard? {
        switch stage {
        case .card(let card): card
        case .loading(let card): card
        case .waiting, .finished: nil
        }
    }

    mutating func change(_ body: (inout OpenCard) -> Void) {
        guard case .card(var card) = stage else { return }
        body(&card)
        stage = .card(card)
    }

    mutating func say(_ kind: Notice.Kind, _ text: String) {
        notice = Notice(kind: kind, text: VisibleText.line(text))
    }

    mutating func show(_ card: OpenCard, now: Double) {
        var card = card
        card.shownAt = now
        stage = .card(card)
        textScroll = 0
        isNegating = false
        isQuitConfirmed = false
        wrapped = WrappedText(card.text, width: FormLayout(self).textWidth)
    }

    func name(of label: LabelID) -> String {
        setting.labels.first { $0.id == label }?.name
            ?? setting.queue.label(label).map { VisibleText.line($0.name) } ?? "?"
    }
}
