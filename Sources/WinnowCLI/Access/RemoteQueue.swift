internal import WinnowAPI
internal import WinnowDomain

/// A server's queue as the form knows queues: its labels have numbers, which over HTTP they have not.
struct RemoteQueue: Sendable {
    let queue: Queue
    /// By every name that a label had in this session.
    private let numbers: [String: LabelID]

    /// - Parameter earlier: The queue as it was; a label keeps its number, also when it has another name now.
    init(_ document: QueueDocument, definition: QueueDefinition, after earlier: RemoteQueue?) {
        var numbers = earlier?.numbers ?? [:]
        let labels = definition.labels.map { label in
            let known = numbers[label.name] ?? label.was.flatMap { numbers[$0] }
            let number = known ?? LabelID(Int64(numbers.count + 1))
            numbers[label.name] = number
            return Label(id: number, name: label.name, since: 0)
        }
        self.numbers = numbers
        queue = Queue(
            id: QueueID(0),
            name: document.name,
            definition: definition,
            revision: document.revision,
            labels: labels
        )
    }

    func names(_ labels: [LabelID]) -> [String] { labels.compactMap { queue.label($0)?.name } }

    /// What the server has stored: what was sent, unless an earlier try had come through with something else.
    func stored(_ reply: AnswerReply, sent: Judgement) -> Judgement {
        let isAsSent =
            reply.answer == sent.answer && Set(reply.labels) == Set(names(sent.present))
            && Set(reply.absentLabels) == Set(names(sent.absent))
        if isAsSent { return sent }
        return Judgement(
            answer: reply.answer,
            present: reply.labels.compactMap { numbers[$0] },
            absent: reply.absentLabels.compactMap { numbers[$0] },
            isPartial: !reply.absentLabels.isEmpty
        )
    }
}
