import Testing
import WinnowDomain
import WinnowEngine
import WinnowLearning
import WinnowStore
import WinnowTestSupport

/// Pairs from the writing to the training.
@Suite struct CounterfactualTests {
    /// Ten reviews, all labelled by anna, with ben to look over her shoulder.
    struct Desk {
        let fixture: EngineFixture
        let anna: Annotator
        let ben: Annotator

        static let reviews = [
            "a good film with a fine cast", "a bad film with a dull cast", "good music and good pictures",
            "bad music and bad pictures", "she plays well and he sings", "she plays badly and he mumbles",
            "I liked every minute of it", "I hated every minute of it", "go and see it soon", "stay at home instead",
        ]

        init(change: (inout QueueDefinition) -> Void = { _ in }) async throws {
            let examples = Self.reviews.enumerated().map { number, text in
                EngineFixture.Example(id: "r\(number)", text: text, label: number % 2 == 0 ? "good" : "poor")
            }
            fixture = try await EngineFixture(examples) {
                $0.evaluation.share = 0
                $0.initialization.size = 4
                change(&$0)
            }
            anna = try await fixture.database.addAnnotator(named: "anna", at: Moment(0))
            ben = try await fixture.database.addAnnotator(named: "ben", at: Moment(0))
            _ = try await fixture.label(10, with: try await fixture.scheduler(), by: anna)
        }

        var desk: CounterfactualDesk {
            CounterfactualDesk(queue: fixture.queue, store: fixture.database, clock: fixture.clock)
        }

        func write(_ item: String, _ text: String, to target: String) async throws -> CounterfactualRecord {
            try await desk.write(CounterfactualWish(item: item, target: target, texts: ["text": text]), by: anna.id)
        }

        func data() async throws -> LearningData {
            let history = try await fixture.history()
            return LearningData(
                history.standing(at: history.lastEvent),
                queue: fixture.queue,
                index: try await fixture.index()
            )
        }

        func state(_ record: CounterfactualRecord) async throws -> CounterfactualState {
            try await desk.entry(record.counterfactual.id).state
        }

        /// Ben labels what is to be verified.
        func verify(_ label: String, by scheduler: QueueScheduler) async throws -> Annotation {
            guard case .assigned(let assignment, let item) = try await scheduler.next(for: ben.id) else {
                throw StoreError.refused(reason: "nothing to verify")
            }
            #expect(item.origin == .counterfactual && assignment.reason.source == .verification)
            let id = try #require(fixture.queue.label(named: label)).id
            return try await scheduler.submit(
                .labels([id]),
                for: assignment.id,
                by: ben.id,
                revision: fixture.queue.revision,
                seconds: 1,
                source: .terminal
            )
        }

        func scheduler() async throws -> QueueScheduler { try await fixture.scheduler() }
    }

    @Test("who labels the revised text blindly as it is to be makes it teach; undone, it waits again")
    func accepted() async throws {
        let desk = try await Desk()
        let record = try await desk.write("r0", "a bad film with a fine cast", to: "poor")
        #expect(record.counterfactual.edit.distance == 1 && record.counterfactual.edit.tokenCount == 7)
        #expect(try await desk.state(record) == .validated)
        #expect(try await desk.data().training.count == 10)
        let scheduler = try await desk.scheduler()
        guard case .finished = try await scheduler.next(for: desk.anna.id) else {
            Issue.record("the writer was given the own text")
            return
        }
        let annotation = try await desk.verify("poor", by: scheduler)
        #expect(try await desk.state(record) == .accepted)
        let training = try await desk.data().training
        let revised = try #require(training.last)
        #expect(training.count == 11 && revised.target == .label(1) && revised.revision?.parentRow == 0)
        #expect(training.filter(\.isPaired).map(\.row) == [0, 10] && revised.root == training[0].root)
        _ = try await scheduler.undo(annotation.id, by: desk.ben.id)
        #expect(try await desk.state(record) == .validated)
        #expect(try await desk.data().training.count == 10)
    }

    @Test("another blind label than the wanted one is disputed, and a reviewer decides")
    func disputed() async throws {
        let desk = try await Desk()
        let record = try await desk.write("r0", "a bad film with a fine cast", to: "poor")
        _ = try await desk.verify("good", by: try await desk.scheduler())
        #expect(try await desk.state(record) == .disputed)
        let id = record.counterfactual.id
        await #expect(throws: CounterfactualRefusal.self) {
            _ = try await desk.desk.decide(id, .reject, reason: " ", seen: nil, by: desk.ben.id)
        }
        _ = try await desk.desk.decide(id, .accept, reason: nil, seen: 1, by: desk.ben.id)
        #expect(try await desk.data().training.last?.target == .label(1))
        _ = try await desk.desk.decide(id, .reject, reason: "still praise", seen: 2, by: desk.ben.id)
        #expect(try await desk.data().training.count == 10)
    }

    @Test("where nobody else is asked, the writer's word is enough")
    func unverified() async throws {
        let desk = try await Desk { $0.counterfactuals.verification = .none }
        let record = try await desk.write("r0", "a bad film with a fine cast", to: "poor")
        #expect(try await desk.state(record) == .accepted)
        #expect(try await desk.data().training.count == 11)
    }

    @Test("what is no minimal edit is refused with what to do, and taken with a reason")
    func refusals() async throws {
        let desk = try await Desk()
        func refusal(_ text: String, to target: String = "poor", item: String = "r0") async -> String {
            do {
                _ = try await desk.write(item, text, to: target)
                return "stored"
            } catch let refusal as CounterfactualRefusal {
                return refusal.findings.first?.code ?? refusal.description
            } catch {
                return "\(error)"
            }
        }
        #expect(await refusal(Desk.reviews[0]) == "no-change")
        #expect(await refusal("  ") == "no-text")
        #expect(
            await refusal("a bad film", to: "good")
                == "\"good\" is the label that the text has already; choose another one"
        )
        #expect(await refusal("x", to: "mediocre") == "there is no label \"mediocre\"; the labels are good, poor")
        #expect(await refusal(Desk.reviews[1]) == "the item \"r1\" has this text already")
        let long = (0..<14).map { "word\($0)" }.joined(separator: " ")
        #expect(await refusal(long) == "too-many-edits")
        var wish = CounterfactualWish(item: "r0", target: "poor", texts: ["text": long])
        wish.overrideReason = "a list has to change as a whole"
        let record = try await desk.desk.write(wish, by: desk.anna.id)
        #expect(record.counterfactual.overrideReason == "a list has to change as a whole")
    }

    @Test(
        "line ends are nobody's edits, however a browser or a script sends them",
        arguments: [
            ("one\r\ntwo\nthree\rfour", "one\r\n2\nthree\rfour", ["2"]),
            ("one\ntwo\nthree\nfour", "one\n2\nthree\nfour", ["2"]),
            ("one two\r\nthree", "one 2\r\nthree", ["2"]), ("one\r\ntwo\nthree", "one\r\ntwo\nmore\nthree", ["more\n"]),
            ("one\r\ntwo\nthree", "two\nthree", [""]), ("two\n", "2\n", ["2"]), ("two", "2\n", ["2\n"]),
            ("", "one\n2", ["one\n2"]),
        ]
    )
    func lineEnds(original: String, revised: String, edits: [String]) async throws {
        let queue = try await Desk().fixture.queue
        let item = Item(
            id: ItemID(1),
            externalID: "x",
            data: .members(["text": .string(original), "other": "a\rb"]),
            origin: .imported,
            root: ItemID(1),
            isEvaluation: false
        )
        let plain = revised.replacing("\r\n", with: "\n").replacing("\r", with: "\n")
        for sent in [plain, plain.replacing("\n", with: "\r\n"), revised] {
            let text = RevisedText(["text": sent], of: item, in: queue)
            #expect(text.data == .members(["text": .string(revised), "other": "a\rb"]))
            #expect(text.edit.replacements.map(\.text) == edits)
        }
    }

    @Test("the worked example of a label is the smallest accepted edit of another text that has it now")
    func workedExamples() async throws {
        let desk = try await Desk { $0.counterfactuals.verification = .none }
        let large = try await desk.write("r0", "a bad and dull film with a fine cast", to: "poor")
        let small = try await desk.write("r6", "I hated every minute of it all", to: "poor")
        let smallest = try await desk.write("r2", "good music and bad pictures", to: "poor")
        _ = try await desk.write("r1", "a good film with a dull cast", to: "good")
        let rejected = try await desk.write("r4", "she plays badly and he sings", to: "poor")
        let id = rejected.counterfactual.id
        _ = try await desk.desk.decide(id, .reject, reason: "no", seen: nil, by: desk.ben.id)
        func example(of item: String) async throws -> [CounterfactualID] {
            let subject = try await desk.desk.subject(item, for: desk.anna.id)
            let known = try await desk.fixture.history().counterfactuals.records
            return try await desk.desk.workedExamples(for: subject, among: known).map(\.counterfactual.id)
        }
        #expect(large.counterfactual.edit.ratio > small.counterfactual.edit.ratio)
        #expect(try await example(of: "r8") == [smallest.counterfactual.id])
        #expect(
            try await example(of: "r2")
                == [rejected, large, small].map(\.counterfactual).filter { $0.id != id }
                .min { $0.edit.ratio < $1.edit.ratio }.map { [$0.id] }
        )
    }

    @Test("that a text cannot be flipped by small edits is an answer that is kept")
    func impossible() async throws {
        let desk = try await Desk()
        let wish = CounterfactualWish(item: "r8", target: "poor", texts: [:], isImpossible: true)
        let record = try await desk.desk.write(wish, by: desk.anna.id)
        #expect(try await desk.state(record) == .rejected)
        #expect(try await desk.desk.entry(record.counterfactual.id).isImpossible && record.counterfactual.item == nil)
    }

    @Test("a pair counts three times in training, and its members are never in two folds")
    func trained() async throws {
        let desk = try await Desk { $0.counterfactuals.verification = .none }
        _ = try await desk.write("r0", "a bad film with a fine cast", to: "poor")
        let snapshot = try await desk.fixture.snapshot()
        let outcome = try await desk.fixture.runner().run(snapshot)
        #expect(outcome.version.summary.labelledCount == 11)
        let index = try await desk.fixture.index()
        #expect(index.count == 11 && index.originalCount == 10 && index.entries[10].root == index.entries[0].id)
        let rebuilt = try await ModelRebuild(
            queue: desk.fixture.queue,
            dataFolder: desk.fixture.dataFolder,
            store: desk.fixture.database
        ).run(outcome.version, index: index)
        guard case .same = rebuilt else {
            Issue.record("the model is another one when it is built again: \(rebuilt)")
            return
        }
    }

    @Test("a decision is worth a training, and what was known at an event stays so")
    func history() async throws {
        let desk = try await Desk()
        let record = try await desk.write("r0", "a bad film with a fine cast", to: "poor")
        let before = try await desk.fixture.history()
        #expect(before.newCount(after: before.lastEvent) == 0)
        _ = try await desk.desk.decide(record.counterfactual.id, .accept, reason: nil, seen: nil, by: desk.ben.id)
        let after = try await desk.fixture.history()
        #expect(after.newCount(after: before.lastEvent) == 1 && after.lastEvent > before.lastEvent)
        #expect(after.standing(at: before.lastEvent).counterfactuals.map(\.verdict) == [nil])
    }

    @Test(
        "after how many labels a pair is offered follows from its share, however small that is",
        arguments: [
            (0.0, nil), (0.2, 4), (0.5, 1), (1.0, 1), (1e-300, 1_000_000_000),
        ] as [(Double, Int?)]
    )
    func offer(share: Double, labels: Int?) {
        #expect(CounterfactualDefinition(share: share).labelsPerPair == labels)
    }
}
