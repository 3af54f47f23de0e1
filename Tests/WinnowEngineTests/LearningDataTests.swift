import Foundation
import Testing
import WinnowDomain
import WinnowEngine
import WinnowLearning
import WinnowTestSupport

@Suite struct LearningDataTests {
    /// A multi-label queue of two old labels and one that came at event 10, with three items that are set aside.
    static func data(_ judgements: [(event: EventNumber, judgement: Judgement)]) throws -> LearningData {
        let queue = Queue(
            id: QueueID(1),
            name: "sample",
            definition: try .sample(["a", "b", "c"], task: .multilabel),
            revision: 2,
            labels: [(1, "a", 0), (2, "b", 0), (3, "c", 10)].map { id, name, since in
                Label(id: LabelID(id), name: name, since: since)
            }
        )
        let index = ItemIndex(
            judgements.indices.map {
                ItemIndexEntry(id: ItemID(Int64($0)), root: ItemID(Int64($0)), isEvaluation: true, event: 0)
            }
        )
        let standing = judgements.enumerated().map { number, one in
            Annotation(
                id: AnnotationID(Int64(number + 1)),
                item: ItemID(Int64(number)),
                annotator: AnnotatorID(1),
                action: .submit,
                judgement: one.judgement,
                source: .imported,
                event: one.event,
                at: Moment(0)
            )
        }
        return LearningData(
            KnownLabels(annotations: Dictionary(uniqueKeysWithValues: standing.map { ($0.item, [$0]) })),
            queue: queue,
            index: index
        )
    }

    @Test("an answer from before a label was added is not measured on: nobody was asked about that label")
    func addedLabel() throws {
        let data = try Self.data([(5, .labels([LabelID(1)])), (12, .labels([LabelID(1)])), (5, .labels([]))])
        #expect(data.evaluation.map(\.row) == [1])
        #expect(data.evaluation.map(\.target) == [.set(present: [0], absent: [1, 2])])
    }

    @Test("a partial answer is measured on only when it leaves no label open")
    func partialAnswer() throws {
        let all = [LabelID(1), LabelID(2), LabelID(3)]
        let data = try Self.data([(12, .not([LabelID(1)])), (12, .not(all)), (12, .labels(all))])
        #expect(data.evaluation.map(\.row) == [1, 2])
    }
}
