import Foundation
import WinnowAPI
import WinnowDomain
import WinnowEngine
import WinnowTestSupport

@testable import WinnowCLI

/// Makes forms and what they are told, without a store.
enum FormFixture {
    static let labels: [LabelDefinition] = [
        LabelDefinition(name: "billing", key: "b", description: "Money: an invoice, a payment, a refund"),
        LabelDefinition(name: "outage", key: "o", description: "Something that worked has stopped"),
        LabelDefinition(name: "account", key: "a", description: "Who may do what"),
        LabelDefinition(name: "how-to", key: "h", description: "It works and the customer wants to know how"),
        LabelDefinition(name: "feature", key: "f", description: "A wish for something that does not exist yet"),
        LabelDefinition(name: "feedback"),
    ]

    static let text = """
        Charged twice for March
        Hello, our card was charged twice on the 3rd: 49.00 and again 49.00. The second one has no invoice. \
        Could you check what happened, and send the money back? We have been with you since 2019 and this is the \
        first time that something like this happens.

        Kind regards
        Ana Beltrán · ACME 株式会社
        """

    static func queue(
        _ labels: [LabelDefinition] = FormFixture.labels,
        task: QueueDefinition.Task = .classification
    ) throws -> Queue {
        var definition = try QueueDefinition.sample([], task: task)
        definition.labels = labels
        definition.guidelines =
            "Choose what the customer wants solved first.\n\n- A ticket with two wishes has one label."
        return Queue(
            id: QueueID(1),
            name: "support-tickets",
            definition: definition,
            revision: 1,
            labels: labels.enumerated().map { Label(id: LabelID(Int64($0 + 1)), name: $1.name, since: 0) }
        )
    }

    static func form(_ queue: Queue, size: TerminalSize = .standard) -> LabellingForm {
        LabellingForm(
            setting: LabellingForm.Setting(queue: queue, annotator: "rosa", startedAt: 0),
            size: size,
            progress: QueueProgress(itemCount: 406, finishedCount: 134),
            model: nil
        )
    }

    static func item(_ number: Int64, _ text: String = FormFixture.text) -> Item {
        Item(
            id: ItemID(number),
            externalID: "t-\(number)",
            data: .members(["text": .string(text)]),
            origin: .imported,
            root: ItemID(number),
            isEvaluation: false
        )
    }

    static func assignment(_ number: Int64, item: Int64) -> Assignment {
        Assignment(
            id: AssignmentID(number),
            item: ItemID(item),
            annotator: AnnotatorID(1),
            state: .active,
            leaseUntil: Moment(600),
            reason: ServingReason(
                source: .ranking,
                strategy: "margin.v1",
                score: 0.9314,
                rank: 1,
                poolSize: 231,
                probability: 0.8103,
                modelVersion: 57
            )
        )
    }

    static func annotation(_ number: Int64, _ assignment: Assignment, _ judgement: Judgement) -> Annotation {
        Annotation(
            id: AnnotationID(number),
            item: assignment.item,
            annotator: assignment.annotator,
            assignment: assignment.id,
            action: .submit,
            judgement: judgement,
            source: .terminal,
            event: number,
            at: Moment(0)
        )
    }

    static func model(_ number: Int) throws -> ModelDocument {
        let version = ModelVersion(
            number: number,
            state: .promoted,
            recipe: ModelRecipe(
                event: 1,
                features: Digest(of: [UInt8]()),
                fittedRowCount: 1,
                definition: try QueueDefinition.sample(),
                labels: [],
                seed: 7,
                codeVersion: 1
            ),
            checksum: Digest(of: [UInt8]()),
            summary: TrainingSummary(
                labelledCount: 340,
                evaluationCount: 63,
                accuracy: .init(value: 0.842, low: 0.801, high: 0.875),
                hyperparameters: ["l2": 1],
                iterationCount: 10,
                seconds: 0.1
            ),
            createdAt: Moment(0)
        )
        return ModelDocument(version)
    }
}

extension LabellingForm {
    /// Types characters and returns what they caused.
    @discardableResult
    mutating func type(_ text: String, now: Double = 0) -> [FormAction] {
        text.flatMap { handle(.key(.character($0)), now: now) }
    }

    @discardableResult
    mutating func press(_ key: Key, now: Double = 0) -> [FormAction] { handle(.key(key), now: now) }

    mutating func serve(_ number: Int64, _ text: String = FormFixture.text, now: Double = 0) {
        let next = NextItem.assigned(FormFixture.assignment(number, item: number), FormFixture.item(number, text))
        _ = handle(.served(next), now: now)
    }

    /// Saves what a `submit` among the actions asks for.
    mutating func save(_ actions: [FormAction], as number: Int64, now: Double = 0) -> [FormAction] {
        for case .submit(let assignment, let judgement, _, _) in actions {
            return handle(.saved(FormFixture.annotation(number, assignment, judgement)), now: now)
        }
        return []
    }
}
