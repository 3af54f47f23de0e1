import Testing
import WinnowDomain
import WinnowEngine
import WinnowLearning
import WinnowNumerics
import WinnowTestSupport

/// What a queue hands out, over seeded random sequences of what annotators do.
@Suite struct QueueStateTests {
    private static let rowCount = 24
    private let people = (1...4).map { AnnotatorID($0) }

    /// What the database would know.
    private struct Truth {
        var held: [ItemID: [AnnotatorID: Moment]] = [:]
        var answered: [ItemID: [AnnotatorID: Judgement.Answer]] = [:]

        func isFree(_ item: ItemID, for annotator: AnnotatorID, overlap: Int) -> Bool {
            let counted = (answered[item] ?? [:]).values.count { $0 != .skip }
            return answered[item]?[annotator] == nil && held[item]?[annotator] == nil
                && counted + (held[item]?.count ?? 0) < overlap
        }

        mutating func expire(_ now: Moment) {
            held = held.mapValues { $0.filter { $0.value > now } }
        }
    }

    /// A ranked queue with an item a score.
    ///
    /// - Parameter isEvaluation: Whether the item of a number, from 1, is set aside.
    private func state(
        _ scores: [Float],
        seed: UInt64,
        definition: QueueDefinition,
        isEvaluation: (Int) -> Bool = { _ in false }
    ) -> QueueState {
        let entries = (1...scores.count).map { number in
            let id = ItemID(Int64(number))
            return ItemIndexEntry(id: id, root: id, isEvaluation: isEvaluation(number), event: 1)
        }
        let order = QueueState.Order(
            ranking: Ranking(scores: scores, prefixCount: 4),
            source: .ranking,
            strategy: "margin.v1",
            modelVersion: 1
        )
        return QueueState(definition: definition, index: ItemIndex(entries), order: order, seed: seed)
    }

    private func definition(explore: Double) throws -> QueueDefinition {
        var definition = try QueueDefinition.sample()
        definition.evaluation.share = 0
        definition.query.explore = explore
        return definition
    }

    @Test(
        "whatever annotators do, each is offered what the database would give, and nothing is forgotten",
        arguments: 1...3
    )
    func proposalsAreRight(overlap: Int) throws {
        for seed in UInt64(0)..<40 {
            var generator = SeededGenerator(seed: seed, purpose: "test")
            let scores = (0..<Self.rowCount).map { Float($0 * 7 % 24) }
            let definition = try QueueDefinition.sample(overlap: overlap)
            var state = state(scores, seed: 3, definition: definition, isEvaluation: { $0 % 6 == 0 })
            var (truth, now) = (Truth(), Moment(0))
            let items = (1...Self.rowCount).map { ItemID(Int64($0)) }
            for _ in 0..<150 {
                now = now.advanced(by: .seconds(Int.random(in: 0...4, using: &generator)))
                truth.expire(now)
                let annotator = people[Int.random(in: 0..<people.count, using: &generator)]
                let candidates = state.propose(to: annotator, count: Int.random(in: 1...3, using: &generator), now: now)
                let free = items.filter { truth.isFree($0, for: annotator, overlap: overlap) }
                #expect(candidates.isEmpty == free.isEmpty, "seed \(seed)")
                for candidate in candidates {
                    #expect(free.contains(candidate.item), "seed \(seed): \(candidate.item)")
                    #expect((0.0...1.0).contains(candidate.reason.probability) && candidate.reason.poolSize > 0)
                }
                if let item = candidates.first?.item {
                    let until = now.advanced(by: .seconds(20))
                    truth.held[item, default: [:]][annotator] = until
                    state.apply(.claimed(item, annotator, until: until))
                }
                state.settle(candidates)
                act(&state, &truth, &generator)
            }
        }
    }

    /// One of the things that annotators do, told once or twice.
    private func act(_ state: inout QueueState, _ truth: inout Truth, _ generator: inout SeededGenerator) {
        let annotator = people[Int.random(in: 0..<people.count, using: &generator)]
        let times = Int.random(in: 1...2, using: &generator)
        let held = truth.held.filter { $0.value[annotator] != nil }.keys.min()
        let answered = truth.answered.filter { $0.value[annotator] != nil }.keys.max()
        switch Int.random(in: 0..<5, using: &generator) {
        case 0, 1, 2:
            guard let held else { return }
            let answer: Judgement.Answer = Bool.random(using: &generator) ? .label : .skip
            truth.held[held]?[annotator] = nil
            truth.answered[held, default: [:]][annotator] = answer
            for _ in 0..<times { state.apply(.submitted(held, annotator, answer)) }
        case 3:
            guard let held else { return }
            truth.held[held]?[annotator] = nil
            for _ in 0..<times { state.apply(.released(held, annotator)) }
        default:
            guard let answered else { return }
            truth.answered[answered]?[annotator] = nil
            for _ in 0..<times { state.apply(.retracted(answered, annotator)) }
        }
    }

    @Test("without evaluation and exploration items are offered best first, also those that come back")
    func bestFirst() throws {
        var state = state([1, 9, 2, 8, 3, 7, 4, 6, 5], seed: 1, definition: try definition(explore: 0))
        func next() -> Int64? {
            let candidates = state.propose(to: people[0], now: Moment(0))
            if let item = candidates.first?.item { state.apply(.submitted(item, people[0], .label)) }
            state.settle(candidates)
            return candidates.first?.item.rawValue
        }
        #expect([next(), next(), next()] == [2, 4, 6])
        state.apply(.retracted(ItemID(4), people[0]))
        #expect([next(), next(), next()] == [4, 8, 9])
    }

    private func index(_ count: Int) -> ItemIndex {
        ItemIndex(
            (1...Int64(count)).map {
                ItemIndexEntry(id: ItemID($0), root: ItemID($0), isEvaluation: false, event: 1)
            }
        )
    }

    /// Takes everything that is offered, in order.
    private func takeAll(_ state: inout QueueState) -> [Claim.Candidate] {
        var taken: [Claim.Candidate] = []
        while let candidate = state.propose(to: people[0], now: Moment(0)).first {
            state.apply(.submitted(candidate.item, people[0], .label))
            state.settle([candidate])
            taken.append(candidate)
        }
        return taken
    }

    @Test("items that come keep the ranking as it is, and follow it until the next one covers them")
    func newItems() throws {
        let definition = try definition(explore: 0)
        func initial(_ count: Int) -> QueueState.Order { QueueScheduler.initialOrder(definition, count: count) }
        var state = state([1, 9, 2, 8, 3], seed: 1, definition: definition)
        state.extend(to: index(9), order: initial(9))
        var copy = state
        let taken = takeAll(&copy)
        #expect(taken.prefix(5).map(\.item.rawValue) == [2, 4, 5, 3, 1])
        #expect(taken.prefix(5).allSatisfy { $0.reason.source == .ranking && $0.reason.modelVersion == 1 })
        let late = taken.suffix(4)
        #expect(Set(late.map(\.item.rawValue)) == [6, 7, 8, 9])
        #expect(late.allSatisfy { $0.reason.score == nil && $0.reason.modelVersion == nil })
        #expect(late.map(\.reason.probability) == [0.25, 1.0 / 3, 0.5, 1])
        // A run that began before more came covers seven of them.
        state.adopt(
            QueueState.Order(
                ranking: Ranking(scores: [7, 6, 5, 4, 3, 2, 10], prefixCount: 2),
                source: .ranking,
                strategy: "margin.v1",
                modelVersion: 2
            )
        )
        copy = state
        #expect(takeAll(&copy).prefix(7).map(\.item.rawValue) == [7, 1, 2, 3, 4, 5, 6])
        // What comes back behind the ranking is found again.
        var first = state
        let order = takeAll(&first).map(\.item)
        first.apply(.retracted(order[7], people[0]))
        #expect(takeAll(&first).map(\.item) == [order[7]])
    }

    @Test("before there is a model, items that come are mixed with those that wait")
    func newItemsUnranked() throws {
        let definition = try definition(explore: 0)
        let order = QueueScheduler.initialOrder(definition, count: 40)
        var state = QueueState(
            definition: definition,
            index: index(20),
            order: QueueScheduler.initialOrder(definition, count: 20),
            seed: 1
        )
        state.extend(to: index(40), order: order)
        let taken = takeAll(&state).map(\.item.rawValue)
        var ranking = order.ranking
        #expect(taken == (0..<40).compactMap { ranking.position(atRank: $0).map { Int64($0 + 1) } })
    }

    @Test("before anything is computed items come by chance and say so, whatever computes the first ones later")
    func initialOrder() throws {
        var definition = try definition(explore: 0)
        definition.initialization.strategy = .typiclust
        var state = QueueState(
            definition: definition,
            index: index(4),
            order: QueueScheduler.initialOrder(definition, count: 4),
            seed: 1
        )
        let reasons = takeAll(&state).map(\.reason)
        #expect(reasons.allSatisfy { $0.source == .initialization && $0.strategy == "random.v1" })
        #expect(reasons.map(\.probability) == [0.25, 1.0 / 3, 0.5, 1])
    }

    @Test("items that come leave a computed initial order as it is, and follow it")
    func newItemsInitialized() throws {
        let definition = try definition(explore: 0)
        var state = state([1, 9, 2], seed: 1, definition: definition)
        state.adopt(
            QueueState.Order(
                ranking: Ranking(scores: [2, 1, 3]),
                source: .initialization,
                strategy: "typiclust.v1",
                modelVersion: nil
            )
        )
        state.extend(to: index(5), order: QueueScheduler.initialOrder(definition, count: 5))
        let taken = takeAll(&state)
        #expect(taken.prefix(3).map(\.item.rawValue) == [3, 1, 2])
        #expect(taken.prefix(3).allSatisfy { $0.reason.strategy == "typiclust.v1" })
        #expect(taken.suffix(2).allSatisfy { $0.reason.strategy == "random.v1" })
    }

    @Test("draws are uniform over what an annotator may have, also when much of the rest is taken")
    func uniform() throws {
        var state = state([Float](repeating: 0, count: 50), seed: 5, definition: try definition(explore: 1))
        // Skipped by the annotator: open for others, so they stay among the open rows. Four at uneven distances are left.
        let left: Set<Int64> = [1, 2, 40, 41]
        for number in Int64(1)...50 where !left.contains(number) {
            state.apply(.submitted(ItemID(number), people[0], .skip))
        }
        var counts: [Int64: Int] = [:]
        for _ in 0..<4_000 {
            let candidates = state.propose(to: people[0], now: Moment(0))
            state.settle(candidates)
            let candidate = try #require(candidates.first)
            #expect(candidate.reason.poolSize == 4 && candidate.reason.probability == 0.25)
            counts[candidate.item.rawValue, default: 0] += 1
        }
        // 1000 expected each; five standard deviations are 137.
        for number in left { #expect(abs(counts[number, default: 0] - 1_000) < 137, "\(counts)") }
    }
}
