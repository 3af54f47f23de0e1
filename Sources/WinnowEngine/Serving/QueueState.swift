package import WinnowDomain
package import WinnowLearning
internal import WinnowNumerics

/// What is being worked on in a queue, and what comes next: a value without clock, storage or concurrency.
///
/// The database decides what is given out; this value proposes, and learns what became of it. It is rebuilt from rows at
/// any time.
package struct QueueState: Sendable {
    /// What orders the pool.
    package struct Order: Sendable {
        /// Scores by row, with the rows in order of them.
        package var ranking: Ranking
        package var source: ServingReason.Source
        package var strategy: String
        package var modelVersion: Int?

        package init(ranking: Ranking, source: ServingReason.Source, strategy: String, modelVersion: Int?) {
            self.ranking = ranking
            self.source = source
            self.strategy = strategy
            self.modelVersion = modelVersion
        }
    }

    private(set) var definition: QueueDefinition
    package private(set) var index: ItemIndex
    private var order: Order
    /// The first rank that may still have to be served.
    private var cursor = 0
    /// Counted annotations and live leases of each row.
    private var loads: [Int32]
    private var leases: [ItemID: Set<AnnotatorID>] = [:]
    private var seen: [AnnotatorID: Set<Int>] = [:]
    private var openPoolCount = 0
    private var openEvaluationRows: [Int] = []
    private var generator: SeededGenerator

    /// - Parameters:
    ///   - seed: For exploration and evaluation draws; another one in each process, or they would draw alike.
    package init(definition: QueueDefinition, index: ItemIndex, order: Order, seed: UInt64) {
        self.definition = definition
        self.index = index
        self.order = order
        loads = [Int32](repeating: 0, count: index.count)
        generator = SeededGenerator(seed: seed, purpose: "serving")
        recount()
    }

    /// Items that annotators can still be given, apart from those to measure on.
    package var poolCount: Int { openPoolCount }
    /// Whether somebody else works on an item, which may come back.
    package func hasLeases(besides annotator: AnnotatorID) -> Bool {
        leases.values.contains { !$0.subtracting([annotator]).isEmpty }
    }

    package var openEvaluationCount: Int { openEvaluationRows.count }

    /// Replaces what orders the pool, after a training run. An order of other items than the present ones came too late
    /// and is left: the run that the new items start brings another.
    package mutating func adopt(_ order: Order) {
        guard order.ranking.scores.count == index.count else { return }
        self.order = order
        cursor = 0
    }

    /// Takes in new items; until they are ranked, all are in the initial order. Restore the rows afterwards.
    package mutating func extend(to index: ItemIndex, order: Order) {
        self.index = index
        adopt(order)
    }

    /// Replaces what is known of the rows: after a start, or when others have written.
    package mutating func restore(standing: [ItemID: [Annotation]], leases active: [Assignment]) {
        loads = [Int32](repeating: 0, count: index.count)
        seen = [:]
        leases = [:]
        for (item, annotations) in standing {
            guard let row = index.row(of: item) else { continue }
            for annotation in annotations {
                seen[annotation.annotator, default: []].insert(row)
                if annotation.judgement.answer != .skip { loads[row] += 1 }
            }
        }
        for assignment in active { hold(assignment.item, by: assignment.annotator) }
        recount()
        cursor = 0
    }

    private mutating func recount() {
        openPoolCount = 0
        openEvaluationRows = []
        for (row, entry) in index.entries.enumerated() where loads[row] < definition.assignment.overlap {
            if entry.isEvaluation { openEvaluationRows.append(row) } else { openPoolCount += 1 }
        }
    }

    private mutating func hold(_ item: ItemID, by annotator: AnnotatorID) {
        guard let row = index.row(of: item), leases[item, default: []].insert(annotator).inserted else { return }
        loads[row] += 1
        if loads[row] == definition.assignment.overlap { close(row) }
    }

    private mutating func letGo(_ item: ItemID, by annotator: AnnotatorID) {
        guard let row = index.row(of: item), leases[item]?.remove(annotator) != nil else { return }
        if loads[row] == definition.assignment.overlap { open(row) }
        loads[row] -= 1
        cursor = 0
    }

    private mutating func close(_ row: Int) {
        if index.entries[row].isEvaluation {
            openEvaluationRows.removeAll { $0 == row }
        } else {
            openPoolCount -= 1
        }
    }

    private mutating func open(_ row: Int) {
        if index.entries[row].isEvaluation { openEvaluationRows.append(row) } else { openPoolCount += 1 }
    }
}

extension QueueState {
    /// What became of a proposal or an assignment.
    package enum Change: Sendable {
        case claimed(ItemID, AnnotatorID)
        case released(ItemID, AnnotatorID)
        case submitted(ItemID, AnnotatorID, Judgement.Answer)
        case retracted(ItemID, AnnotatorID, Judgement.Answer)
    }

    package mutating func apply(_ change: Change) {
        switch change {
        case .claimed(let item, let annotator):
            hold(item, by: annotator)
        case .released(let item, let annotator):
            letGo(item, by: annotator)
        case .submitted(let item, let annotator, let answer):
            letGo(item, by: annotator)
            guard let row = index.row(of: item) else { return }
            seen[annotator, default: []].insert(row)
            guard answer != .skip else { return }
            loads[row] += 1
            if loads[row] == definition.assignment.overlap { close(row) }
        case .retracted(let item, let annotator, let answer):
            guard let row = index.row(of: item), seen[annotator]?.remove(row) != nil else { return }
            cursor = 0
            guard answer != .skip else { return }
            if loads[row] == definition.assignment.overlap { open(row) }
            loads[row] -= 1
        }
    }

    private func isAvailable(_ row: Int, to annotator: AnnotatorID) -> Bool {
        loads[row] < definition.assignment.overlap
            && seen[annotator]?.contains(row) != true
            && leases[index.entries[row].id]?.contains(annotator) != true
    }

    /// Items to ask the database for, best first; empty when there is nothing for this annotator now.
    ///
    /// - Parameter count: How many; more than one, because another process may have taken the first.
    package mutating func propose(to annotator: AnnotatorID, count: Int = 8) -> [Claim.Candidate] {
        var candidates: [Claim.Candidate] = []
        let share = definition.evaluation.share
        let draw = generator.uniform()
        if share > 0, draw < share, let candidate = proposeEvaluation(to: annotator, probability: share) {
            candidates.append(candidate)
        } else if explores(share, draw), let candidate = proposeExploration(to: annotator) {
            candidates.append(candidate)
        }
        candidates += proposeRanked(to: annotator, count: count)
        // The pool may be used up while items to measure on are left.
        if candidates.isEmpty, let candidate = proposeEvaluation(to: annotator, probability: 1) {
            candidates.append(candidate)
        }
        return candidates
    }

    /// Whether a draw falls into the exploration share of what evaluation leaves.
    private func explores(_ share: Double, _ draw: Double) -> Bool {
        order.source == .ranking && draw >= share
            && (draw - share) < (1 - share) * definition.query.explore
    }

    private mutating func proposeEvaluation(to annotator: AnnotatorID, probability: Double) -> Claim.Candidate? {
        guard let row = drawRow(from: openEvaluationRows, to: annotator) else { return nil }
        return Claim.Candidate(
            item: index.entries[row].id,
            reason: ServingReason(
                source: .evaluation,
                strategy: "random.v1",
                poolSize: openEvaluationRows.count,
                probability: probability / Double(openEvaluationRows.count)
            )
        )
    }

    private mutating func drawRow(from rows: [Int], to annotator: AnnotatorID) -> Int? {
        guard !rows.isEmpty else { return nil }
        let start = Int.random(in: rows.indices, using: &generator)
        for offset in rows.indices {
            let row = rows[(start + offset) % rows.count]
            if isAvailable(row, to: annotator) { return row }
        }
        return nil
    }

    /// A uniform draw from the pool. Most draws hit an open row at once; a pool that is nearly used up is searched.
    private mutating func proposeExploration(to annotator: AnnotatorID) -> Claim.Candidate? {
        guard openPoolCount > 0 else { return nil }
        var drawn: Int?
        for _ in 0..<64 where drawn == nil {
            let row = Int.random(in: 0..<index.count, using: &generator)
            if !index.entries[row].isEvaluation, isAvailable(row, to: annotator) { drawn = row }
        }
        let row =
            drawn
            ?? drawRow(from: index.entries.indices.filter { !index.entries[$0].isEvaluation }, to: annotator)
        guard let row else { return nil }
        return Claim.Candidate(
            item: index.entries[row].id,
            reason: ServingReason(
                source: .exploration,
                strategy: "random.v1",
                score: Double(order.ranking.scores[row]),
                poolSize: openPoolCount,
                probability: (1 - definition.evaluation.share) * definition.query.explore / Double(openPoolCount),
                modelVersion: order.modelVersion
            )
        )
    }

    private mutating func proposeRanked(to annotator: AnnotatorID, count: Int) -> [Claim.Candidate] {
        var candidates: [Claim.Candidate] = []
        var isContiguous = true
        var rank = cursor
        var place = 0
        while candidates.count < count, let row = order.ranking.position(atRank: rank) {
            rank += 1
            let isOpen = loads[row] < definition.assignment.overlap && !index.entries[row].isEvaluation
            if !isOpen {
                if isContiguous { cursor = rank }
                continue
            }
            isContiguous = false
            place += 1
            guard isAvailable(row, to: annotator) else { continue }
            candidates.append(
                Claim.Candidate(item: index.entries[row].id, reason: reason(row: row, place: place))
            )
        }
        return candidates
    }

    /// The pool's open rows in order, best first, whoever may label them.
    package mutating func leading(_ count: Int) -> [(row: Int, score: Float)] {
        var rows: [(row: Int, score: Float)] = []
        var rank = 0
        while rows.count < count, let row = order.ranking.position(atRank: rank) {
            rank += 1
            guard loads[row] < definition.assignment.overlap, !index.entries[row].isEvaluation else { continue }
            rows.append((row, order.ranking.scores[row]))
        }
        return rows
    }

    private func reason(row: Int, place: Int) -> ServingReason {
        let explore = order.source == .ranking ? definition.query.explore : 0
        let isRandom = order.strategy == QueryDefinition.Strategy.random.rawValue
        let poolSize = max(openPoolCount, 1)
        let pool = 1 - (openEvaluationRows.isEmpty ? 0 : definition.evaluation.share)
        return ServingReason(
            source: order.source,
            strategy: order.strategy,
            score: Double(order.ranking.scores[row]),
            rank: place,
            poolSize: poolSize,
            probability: isRandom
                ? pool / Double(poolSize) : pool * (1 - explore + explore / Double(poolSize)),
            modelVersion: order.modelVersion
        )
    }
}
