import Testing
import WinnowDomain
import WinnowEngine
import WinnowLearning
import WinnowNumerics
import WinnowTestSupport

/// What annotators are shown of the model.
@Suite struct SuggestionTests {
    private static let rowCount = 400

    /// A ranked queue of three labels, where the model is sure of label 2; every fourth item is set aside.
    private func state(suggest: Double) throws -> QueueState {
        var definition = try QueueDefinition.sample()
        definition.assignment.suggest = suggest
        let entries = (1...Self.rowCount).map { number in
            let id = ItemID(Int64(number))
            return ItemIndexEntry(id: id, root: id, isEvaluation: number % 4 == 0, event: 1)
        }
        let order = QueueState.Order(
            ranking: Ranking(scores: (0..<Self.rowCount).map { Float($0) }),
            source: .ranking,
            strategy: "margin.v1",
            modelVersion: 5,
            predictions: Predictions(
                labels: [LabelID(1), LabelID(2), LabelID(3)],
                probabilities: DenseMatrix(
                    rowCount: Self.rowCount,
                    columnCount: 3,
                    values: (0..<Self.rowCount).flatMap { _ in [Float(0.25), 0.5, 0.25] }
                ),
                isMultilabel: false
            )
        )
        return QueueState(definition: definition, index: ItemIndex(entries), order: order, seed: 11)
    }

    /// Everything that one annotator is given, in order.
    private func servings(suggest: Double) throws -> [Claim.Candidate] {
        var state = try state(suggest: suggest)
        var given: [Claim.Candidate] = []
        while let candidate = state.propose(to: AnnotatorID(1), now: Moment(0)).first {
            given.append(candidate)
            state.apply(.submitted(candidate.item, AnnotatorID(1), .label))
            state.settle([candidate])
        }
        return given
    }

    @Test("the stated share sees the prediction, the others are recorded as hidden")
    func share() throws {
        let pool = try servings(suggest: 0.8).filter { $0.reason.source != .evaluation }
        #expect(pool.count == 300)
        let shown = pool.filter { $0.suggestion?.display == .shown }.count
        let hidden = pool.filter { $0.suggestion?.display == .hidden }.count
        #expect(shown + hidden == 300)
        // Four standard deviations of the binomial.
        #expect(abs(Double(shown) - 240) < 28)
        #expect(pool[0].suggestion?.parts == [Suggestion.Part(label: LabelID(2), probability: 0.5)])
        #expect(pool[0].suggestion?.modelVersion == 5)
    }

    @Test("items to measure on never come with a suggestion")
    func evaluation() throws {
        let evaluation = try servings(suggest: 1).filter { $0.reason.source == .evaluation }
        #expect(evaluation.count == 100)
        #expect(evaluation.allSatisfy { $0.suggestion == nil })
    }

    @Test("a queue that shows none stores none")
    func none() throws {
        #expect(try servings(suggest: 0).allSatisfy { $0.suggestion == nil })
    }
}
