import Testing
import WinnowDomain
import WinnowEngine
import WinnowStore
import WinnowTestSupport

@Suite struct SuggestionInfluenceTests {
    private struct Answering {
        let fixture: EngineFixture
        let annotator: Annotator
        let items: [ItemID]

        init() async throws {
            fixture = try await EngineFixture()
            annotator = try await fixture.database.addAnnotator(named: "anna", at: Moment(1))
            items = try await fixture.index().entries.map(\.id)
        }

        /// Stores an answer, to an item of which the model says label `says`.
        func answer(
            _ number: Int,
            _ answer: Judgement.Answer = .label,
            label: Int,
            says: Int,
            _ display: Suggestion.Display,
            seconds: Double
        ) async throws {
            let labels = fixture.queue.labels
            let reason = ServingReason(source: .ranking, strategy: "margin.v1", poolSize: 9, probability: 1)
            let suggestion = Suggestion(
                display: display,
                parts: [Suggestion.Part(label: labels[says].id, probability: 0.7)],
                modelVersion: nil
            )
            let candidate = Claim.Candidate(item: items[number], reason: reason, suggestion: suggestion)
            let claim = Claim(
                queue: fixture.queue.id,
                annotator: annotator.id,
                candidates: [candidate],
                leaseUntil: Moment(1_000),
                now: Moment(2)
            )
            let granted = try #require(try await fixture.database.claim(claim))
            _ = try await fixture.database.submit(
                Submission(
                    assignment: granted.assignment.id,
                    queue: fixture.queue.id,
                    annotator: annotator.id,
                    judgement: answer == .label
                        ? .labels([labels[label].id])
                        : Judgement(answer: answer, present: [], absent: [], isPartial: false, note: nil),
                    revision: 1,
                    seconds: seconds,
                    source: .browser,
                    now: Moment(3)
                )
            )
        }

        func history() async throws -> LabelHistory {
            var history = LabelHistory()
            history.append(try await fixture.database.annotations(in: fixture.queue.id, after: 0))
            return history
        }
    }

    @Test("answers are counted by whether the suggestion was shown, each once, and those without labels not at all")
    func counts() async throws {
        let answering = try await Answering()
        for number in 0..<10 {
            try await answering.answer(number, label: number < 8 ? 1 : 0, says: 1, .shown, seconds: 2)
        }
        for number in 10..<20 {
            try await answering.answer(number, label: number < 15 ? 1 : 0, says: 1, .hidden, seconds: 4)
        }
        try await answering.answer(20, .skip, label: 1, says: 1, .shown, seconds: 9)
        var influence = SuggestionInfluence()
        let (database, queue) = (answering.fixture.database, answering.fixture.queue.id)
        try await influence.add(try await answering.history(), in: queue, from: database)
        let shown = try #require(influence.groups[.shown])
        let hidden = try #require(influence.groups[.hidden])
        #expect((shown.answerCount, shown.agreedCount, shown.medianSeconds) == (10, 8, 2))
        #expect((hidden.answerCount, hidden.agreedCount, hidden.medianSeconds) == (10, 5, 4))
        #expect(influence.groups[.asked] == nil)
        let difference = try #require(influence.difference)
        #expect(abs(difference.value - 0.3) < 1e-12 && difference.bounds?.contains(0) == true)
        // What is new is added to what was counted.
        try await answering.answer(21, label: 2, says: 1, .hidden, seconds: 4)
        try await influence.add(try await answering.history(), in: queue, from: database)
        #expect(influence.groups[.hidden]?.answerCount == 11 && influence.groups[.shown]?.answerCount == 10)
    }

    @Test("without answers of both kinds there is nothing to compare")
    func oneKind() async throws {
        let answering = try await Answering()
        try await answering.answer(0, label: 1, says: 1, .shown, seconds: 2)
        var influence = SuggestionInfluence()
        #expect(influence.isEmpty)
        try await influence.add(
            try await answering.history(),
            in: answering.fixture.queue.id,
            from: answering.fixture.database
        )
        #expect(!influence.isEmpty && influence.difference == nil)
    }
}
