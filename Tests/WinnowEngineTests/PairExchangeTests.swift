import Testing
import WinnowDomain
import WinnowEngine
import WinnowExchange
import WinnowStore
import WinnowTestSupport

/// Pairs in and out, and drafts of generators.
@Suite struct PairExchangeTests {
    private func fixture(_ change: (inout QueueDefinition) -> Void = { _ in }) async throws -> EngineFixture {
        try await EngineFixture(PairFiguresTests.reviews(40)) {
            $0.evaluation.share = 0
            $0.initialization.size = 4
            $0.features = [.tfidf(TFIDFDefinition(words: 1...1, characters: nil, dimensions: 1 << 12, scale: 1))]
            change(&$0)
        }
    }

    private func importer(_ fixture: EngineFixture) async throws -> PairImport {
        try await PairImport(queue: fixture.queue, store: fixture.database, clock: fixture.clock, annotator: "import")
    }

    private func export(_ fixture: EngineFixture, _ layout: PairExport.Layout = .jsonLines) async throws -> String {
        let desk = CounterfactualDesk(queue: fixture.queue, store: fixture.database, clock: fixture.clock)
        var text = ""
        let export = PairExport(desk, names: try await fixture.database.annotatorNames())
        _ = try await export.write(layout, state: nil) { _, line in text += line }
        return text
    }

    private func desk(_ fixture: EngineFixture) -> CounterfactualDesk {
        CounterfactualDesk(queue: fixture.queue, store: fixture.database, clock: fixture.clock)
    }

    private static let rows = """
        {"instance_id": "r0", "original_text": "agnes smith made a lovely film number 0", "original_label": "good", "counterfactual_text": "agnes smith made a dreadful film number 0", "counterfactual_label": "Poor", "annotator": "rosa", "seconds": 31}
        {"instance_id": "new", "original_text": "a \\"lovely\\"\\tone\\nindeed", "original_label": "good", "counterfactual_text": "a \\"dreadful\\"\\tone\\nindeed", "counterfactual_label": "poor"}
        {"instance_id": "new", "original_text": "a \\"lovely\\"\\tone\\nindeed", "original_label": "good", "counterfactual_text": "the \\"lovely\\"\\tone\\nindeed", "counterfactual_label": "good"}
        """

    @Test("imported pairs are accepted, bring their originals, and importing them twice changes nothing")
    func imported() async throws {
        let fixture = try await fixture()
        let pairs = try PairStreamTests.read(Self.rows).pairs
        let first = try await importer(fixture).store(pairs)
        #expect(first.pairCount == 3 && first.originalCount == 1 && first.rejected.isEmpty)
        let again = try await importer(fixture).store(pairs)
        #expect(again.pairCount == 0 && again.knownCount == 3 && again.originalCount == 0)
        let desk = CounterfactualDesk(queue: fixture.queue, store: fixture.database, clock: fixture.clock)
        let entries = try await CounterfactualList(of: desk).entries
        #expect(entries.map(\.state) == [.accepted, .accepted, .accepted])
        #expect(entries.map(\.counterfactual.kind) == [.invariance, .flip, .flip])
        #expect(entries[2].counterfactual.seconds == 31)
    }

    @Test("an export of pairs is imported again unchanged, in both layouts")
    func roundTrip() async throws {
        let fixture = try await fixture()
        _ = try await importer(fixture).store(try PairStreamTests.read(Self.rows).pairs)
        func texts(_ pairs: [PairRecord]) -> Set<[String]> {
            Set(pairs.map { [$0.original.text, $0.revised.text, $0.revised.annotation?.present.first ?? ""] })
        }
        let lines = try PairStreamTests.read(try await export(fixture))
        let table = try PairStreamTests.read(try await export(fixture, .cad), name: "pairs.tsv")
        #expect(lines.rejected.isEmpty && table.rejected.isEmpty)
        #expect(texts(lines.pairs).count == 3 && texts(lines.pairs) == texts(table.pairs))
        let other = try await self.fixture()
        let report = try await importer(other).store(lines.pairs)
        #expect(report.pairCount == 3 && report.rejected.isEmpty)
    }

    @Test("a pair of each state is brought in as what it was, and into its own queue as nothing new")
    func states() async throws {
        let fixture = try await fixture()
        let anna = try await fixture.database.addAnnotator(named: "anna", at: Moment(0))
        _ = try await fixture.label(40, with: try await fixture.scheduler(), by: anna)
        let desk = desk(fixture)
        func write(_ number: Int, _ word: String, isImpossible: Bool = false) async throws -> CounterfactualID {
            let item = "r\(2 * number)"
            let text = PairFiguresTests.reviews(40)[2 * number].text.replacing("lovely", with: word)
            let wish = CounterfactualWish(
                item: item,
                target: "poor",
                texts: ["text": text],
                isImpossible: isImpossible
            )
            return try await desk.write(wish, by: anna.id).counterfactual.id
        }
        _ = try await desk.decide(try await write(0, "dull"), .accept, reason: nil, seen: nil, by: anna.id)
        _ = try await write(1, "bleak")
        _ = try await desk.decide(try await write(2, "odd"), .reject, reason: "not minimal", seen: nil, by: anna.id)
        _ = try await write(3, "dull", isImpossible: true)
        _ = try await propose(fixture, [.lexicon])
        let before = try await CounterfactualList(of: desk).entries
        #expect(Set(before.map(\.state)) == [.accepted, .validated, .rejected, .draft])

        let lines = try PairStreamTests.read(try await export(fixture)).pairs
        let again = try await importer(fixture).store(lines)
        #expect(again.pairCount == 0 && again.knownCount == before.count && again.rejected.isEmpty)
        let other = try await self.fixture()
        let report = try await importer(other).store(lines)
        #expect(report.pairCount == before.count && report.rejected.isEmpty)
        let after = try await CounterfactualList(of: self.desk(other)).entries
        func facts(_ entries: [CounterfactualList.Entry]) -> [String] {
            entries.map { entry in
                let one = entry.counterfactual
                let isMade = one.writer == nil
                return
                    "\(entry.state) \(one.data.text) \(one.isImpossible) \(isMade) \(entry.record.verdict?.reason ?? "")"
            }
        }
        #expect(facts(after) == facts(before))
    }

    @Test("an original without an id is the item that has its text; an id of another text is refused")
    func matched() async throws {
        let fixture = try await fixture()
        let text = PairFiguresTests.reviews(1)[0].text
        let pair =
            #"{"original_text": "\#(text)", "original_label": "good", "counterfactual_text": "dull", "counterfactual_label": "poor"}"#
        let report = try await importer(fixture).store(try PairStreamTests.read(pair).pairs)
        #expect(report.pairCount == 1 && report.originalCount == 0)
        let one = try #require(try await CounterfactualList(of: desk(fixture)).entries.first)
        #expect(try await fixture.database.items([one.counterfactual.parent]).first?.externalID == "r0")
        let clash =
            #"{"instance_id": "r1", "original_text": "something else", "original_label": "good", "counterfactual_text": "dull", "counterfactual_label": "poor"}"#
        let refused = try await importer(fixture).store(try PairStreamTests.read(clash).pairs)
        #expect(refused.pairCount == 0 && refused.rejected.count == 1)
        #expect(refused.rejected.first?.reason.contains("has another text in this queue") == true)
        // Nothing of it was stored, its label neither.
        #expect(try await fixture.history().annotations.map(\.item) == [one.counterfactual.parent])
    }

    @Test("a contrast set goes out into two files, and comes in from them row by row")
    func contrast() async throws {
        let fixture = try await fixture()
        _ = try await importer(fixture).store(try PairStreamTests.read(Self.rows).pairs)
        var (originals, revised) = ("", "")
        let export = PairExport(desk(fixture), names: try await fixture.database.annotatorNames())
        _ = try await export.write(.contrast, state: nil) { part, line in
            if part == .first { originals += line } else { revised += line }
        }
        func read(_ revised: String) throws -> [PairRecord] {
            var stream = try ContrastStream(
                originals: ByteSource(name: "original.tsv", bytes: Array(originals.utf8)),
                revised: ByteSource(name: "contrast.tsv", bytes: Array(revised.utf8)),
                wishes: RecordWishes(),
                definition: fixture.queue.definition
            )
            var pairs: [PairRecord] = []
            while let outcome = stream.next() { if case .pair(let pair) = outcome { pairs.append(pair) } }
            return pairs
        }
        let pairs = try read(revised)
        #expect(pairs.count == 3 && pairs[0].revised.text == "agnes smith made a dreadful film number 0")
        let report = try await importer(try await self.fixture()).store(pairs)
        #expect(report.pairCount == 3 && report.originalCount == 1 && report.rejected.isEmpty)
        // One row too few, and all that follow would be paired wrongly.
        var short = revised.split(separator: "\n", omittingEmptySubsequences: false)
        short.remove(at: 1)
        #expect(throws: ExchangeError.self) { try read(short.joined(separator: "\n")) }
    }

    @Test("what cannot be a pair of the queue is named with its line")
    func rejected() async throws {
        let fixture = try await fixture()
        let rows = """
            {"original_text": "x", "original_label": "great", "counterfactual_text": "y", "counterfactual_label": "poor"}
            {"original_text": "x", "original_label": "good", "counterfactual_text": "y"}
            {"original_text": "x", "original_label": "good", "counterfactual_text": "x", "counterfactual_label": "poor"}
            """
        let report = try await importer(fixture).store(try PairStreamTests.read(rows).pairs)
        #expect(report.pairCount == 0 && report.rejected.map(\.place.line) == [1, 2, 3])
        #expect(report.rejected[0].reason == "there is no label \"great\"; the labels are good, poor")
    }

    private func propose(
        _ fixture: EngineFixture,
        _ kinds: [DraftKind],
        itemCount: Int = 6
    ) async throws -> DraftRun.Report {
        let desk = CounterfactualDesk(queue: fixture.queue, store: fixture.database, clock: fixture.clock)
        let snapshot = try await fixture.snapshot()
        let outcome = try await fixture.runner().run(snapshot)
        let run = DraftRun(
            desk,
            features: try #require(outcome.memory.features),
            index: try await fixture.index(),
            history: try await fixture.history(),
            model: outcome.version
        )
        return try await run.run(DraftRun.Wish(kinds: kinds, itemCount: itemCount))
    }

    @Test("generators propose drafts that nobody stands for, teach nothing, and are not proposed twice")
    func drafts() async throws {
        let fixture = try await fixture()
        let anna = try await fixture.database.addAnnotator(named: "anna", at: Moment(0))
        _ = try await fixture.label(40, with: try await fixture.scheduler(), by: anna)
        let report = try await propose(fixture, [.lexicon, .negation, .modelGuided, .swap])
        #expect(report.itemCount == 6 && report.stored.values.reduce(0, +) > 6)
        let desk = CounterfactualDesk(queue: fixture.queue, store: fixture.database, clock: fixture.clock)
        let entries = try await CounterfactualList(of: desk).entries
        #expect(entries.allSatisfy { $0.state == .draft && $0.counterfactual.item == nil })
        #expect(Set(entries.map(\.counterfactual.kind)) == [.flip, .invariance])
        #expect(try await fixture.index().count == 40)
        // The next time it goes on with other items; of a text that was rejected nobody has to hear again.
        let parents = Set(entries.map(\.counterfactual.parent))
        for entry in entries {
            _ = try await desk.decide(entry.counterfactual.id, .reject, reason: "odd", seen: 0, by: anna.id)
        }
        let again = try await propose(fixture, [.lexicon, .negation, .modelGuided, .swap])
        let all = try await CounterfactualList(of: desk).entries.map(\.counterfactual)
        #expect(all.count == entries.count + again.stored.values.reduce(0, +))
        #expect(Set(all.map { "\($0.data.text)" }).count == all.count)
        #expect(again.leftOutCount > 0 || Set(all.map(\.parent)).count > parents.count)
    }

    @Test("an item that one generator has drafted is still there for another")
    func generatorsApart() async throws {
        let fixture = try await fixture()
        let anna = try await fixture.database.addAnnotator(named: "anna", at: Moment(0))
        _ = try await fixture.label(40, with: try await fixture.scheduler(), by: anna)
        let first = try await propose(fixture, [.lexicon], itemCount: 100)
        let count = first.stored[.lexicon] ?? 0
        #expect(count > 0)
        let same = try await propose(fixture, [.lexicon], itemCount: 100)
        #expect(same.itemCount == first.itemCount - count && same.stored.isEmpty)
        let other = try await propose(fixture, [.swap], itemCount: 100)
        #expect(other.itemCount == first.itemCount && other.stored[.swap] ?? 0 > 0)
    }

    @Test("drafts are learned from where the queue says so, with the weight that it says")
    func weighed() async throws {
        let fixture = try await fixture { $0.counterfactuals.draftWeight = 0.3 }
        let anna = try await fixture.database.addAnnotator(named: "anna", at: Moment(0))
        _ = try await fixture.label(40, with: try await fixture.scheduler(), by: anna)
        let report = try await propose(fixture, [.modelGuided])
        let history = try await fixture.history()
        let data = LearningData(
            history.standing(at: history.lastEvent),
            queue: fixture.queue,
            index: try await fixture.index()
        )
        let drafts = data.training.filter { $0.revision != nil }
        #expect(drafts.count == report.stored[.modelGuided] && drafts.allSatisfy { $0.weight == 0.3 && !$0.isPaired })
        #expect(!drafts.isEmpty && data.training.allSatisfy { !$0.isPaired })
    }
}
