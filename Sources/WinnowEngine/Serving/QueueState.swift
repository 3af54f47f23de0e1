package import WinnowDomain
internal import WinnowLearning
internal import WinnowNumerics

/// What is being worked on in a queue, and what comes next: a value without clock, storage or concurrency.
///
/// The database decides what is given out; this value proposes, and learns what became of it. It is rebuilt from rows at
/// any time.
package struct QueueState: Sendable {
    private(set) var definition: QueueDefinition
    package private(set) var index: ItemIndex
    private var ranks: RowRanks
    /// What orders the pool; items that came since come after those that it covers.
    private var order: Order { ranks.source }
    /// The first rank that may still have to be served.
    private var cursor = 0
    /// What annotators have of each row that anybody has something of.
    private var places: [Int: [AnnotatorID: Place]] = [:]
    /// Rows with as many counted answers as the queue wants.
    private(set) var finishedCount = 0
    /// Rows that somebody holds, and when the first of their leases runs out.
    private var heldRows: Set<Int> = []
    private var nextExpiry = Moment(.infinity)
    /// Rows that the database is being asked for.
    private var reserved: Set<Int> = []
    private var pool = OpenRows(rowCount: 0)
    private var evaluation = OpenRows(rowCount: 0)
    private var generator: SeededGenerator

    /// - Parameters:
    ///   - seed: For exploration and evaluation draws; another one in each process, or they would draw alike.
    package init(definition: QueueDefinition, index: ItemIndex, order: Order, seed: UInt64) {
        self.definition = definition
        self.index = index
        ranks = RowRanks(order, rowCount: index.count, seed: definition.seed)
        generator = SeededGenerator(seed: seed, purpose: "serving")
        openRows()
    }

    /// Items that annotators can still be given, apart from those to measure on.
    package var poolCount: Int { pool.count }

    /// What orders the pool, when it is a model.
    package var ranking: Order? { order.source == .ranking ? order : nil }

    /// The model version that orders the pool.
    var rankingVersion: Int? { order.modelVersion }

    /// Whether an item is out that may come back.
    package var hasLeases: Bool { !heldRows.isEmpty || !reserved.isEmpty }

    /// Replaces what orders the pool. Items that came since it was computed come after those that it covers.
    package mutating func adopt(_ order: Order) {
        guard order.ranking.scores.count <= index.count else { return }
        ranks = RowRanks(order, rowCount: index.count, seed: definition.seed)
        cursor = 0
    }

    /// Takes in items as they are now: new ones, or another side of the split. Rows keep their numbers.
    ///
    /// - Parameter order: Of as many items as the index has, for a queue that no model has ranked yet.
    package mutating func extend(to index: ItemIndex, order: @autoclosure () -> Order) {
        self.index = index
        adopt(self.order.source == .ranking ? self.order : order())
        openRows()
    }

    /// Takes over a changed definition. A ranking stays until the next, unless the queue does not want one any more.
    ///
    /// - Parameter order: Of as many items as the index has, for a queue that no model has ranked yet.
    package mutating func redefine(_ definition: QueueDefinition, order: @autoclosure () -> Order) {
        self.definition = definition
        let keeps = self.order.source == .ranking && definition.assignment.order == .ranked
        adopt(keeps ? self.order : order())
        openRows()
    }

    private mutating func openRows() {
        (pool, evaluation) = (OpenRows(rowCount: index.count), OpenRows(rowCount: index.count))
        for row in index.entries.indices { open(row) }
        finishedCount = places.values.count { isFinished($0) }
        cursor = 0
    }

    private mutating func open(_ row: Int) {
        let places = places[row] ?? [:]
        guard load(places) < definition.assignment.overlap else { return }
        if index.entries[row].isEvaluation {
            evaluation.insert(row, engaging: places.keys)
        } else {
            pool.insert(row, engaging: places.keys)
        }
    }

    /// Counted answers and leases.
    private func load(_ places: [AnnotatorID: Place]) -> Int {
        places.values.count { $0 != .answered(isCounted: false) }
    }

    private func isFinished(_ places: [AnnotatorID: Place]) -> Bool {
        places.values.count { $0 == .answered(isCounted: true) } >= definition.assignment.overlap
    }

    private func isOpen(_ row: Int) -> Bool {
        load(places[row] ?? [:]) < definition.assignment.overlap
    }

    /// Every change of what an annotator has goes through here, so that a change that is told twice changes nothing.
    private mutating func set(_ place: Place?, of annotator: AnnotatorID, row: Int) {
        let before = places[row] ?? [:]
        guard before[annotator] != place else { return }
        pool.remove(row, engaging: before.keys)
        evaluation.remove(row, engaging: before.keys)
        places[row, default: [:]][annotator] = place
        finishedCount += (isFinished(places[row] ?? [:]) ? 1 : 0) - (isFinished(before) ? 1 : 0)
        if places[row]?.isEmpty == true { places[row] = nil }
        open(row)
        if case .held(let until) = place {
            heldRows.insert(row)
            nextExpiry = min(nextExpiry, until)
        } else if case .held? = before[annotator], !isHeld(row) {
            heldRows.remove(row)
        }
        // A row that can be served again is behind the cursor if it stands before it in the ranking.
        if before[annotator] != nil, isOpen(row), let rank = ranks.rank(of: row) { cursor = min(cursor, rank) }
    }

    private func isHeld(_ row: Int) -> Bool {
        places[row]?.values.contains { if case .held = $0 { true } else { false } } ?? false
    }

    /// Ends leases that have run out.
    mutating func expire(now: Moment) {
        guard nextExpiry <= now else { return }
        nextExpiry = Moment(.infinity)
        for row in heldRows {
            for (annotator, place) in places[row] ?? [:] {
                guard case .held(let until) = place else { continue }
                if until <= now { set(nil, of: annotator, row: row) } else { nextExpiry = min(nextExpiry, until) }
            }
        }
    }
}

extension QueueState {
    /// What became of a proposal or an assignment. Told twice, or in another order than it happened, it does no harm:
    /// the database has the last word on every claim.
    package enum Change: Sendable {
        case claimed(ItemID, AnnotatorID, until: Moment)
        case released(ItemID, AnnotatorID)
        case submitted(ItemID, AnnotatorID, Judgement.Answer)
        case retracted(ItemID, AnnotatorID)
    }

    package mutating func apply(_ change: Change) {
        switch change {
        case .claimed(let item, let annotator, let until):
            guard let row = index.row(of: item) else { return }
            set(.held(until: until), of: annotator, row: row)
        case .released(let item, let annotator):
            guard let row = index.row(of: item), case .held? = places[row]?[annotator] else { return }
            set(nil, of: annotator, row: row)
        case .submitted(let item, let annotator, let answer):
            guard let row = index.row(of: item) else { return }
            set(.answered(isCounted: answer != .skip), of: annotator, row: row)
        case .retracted(let item, let annotator):
            guard let row = index.row(of: item), case .answered? = places[row]?[annotator] else { return }
            set(nil, of: annotator, row: row)
        }
    }

    /// Takes in annotations in the order of time, this process's own among them or not.
    package mutating func apply(_ annotations: [Annotation]) {
        var last: [Lease: Annotation] = [:]
        for annotation in annotations {
            last[Lease(item: annotation.item, annotator: annotation.annotator)] = annotation
        }
        for (pair, annotation) in last {
            // Who holds an item has no answer that stands: the lease is newer than what was read.
            guard let row = index.row(of: pair.item), !isHeld(row, by: pair.annotator) else { continue }
            let answer = Place.answered(isCounted: annotation.judgement.answer != .skip)
            set(annotation.action == .submit ? answer : nil, of: pair.annotator, row: row)
        }
    }

    private func isHeld(_ row: Int, by annotator: AnnotatorID) -> Bool {
        if case .held? = places[row]?[annotator] { true } else { false }
    }

    /// The leases that are known.
    package var leases: Set<Lease> {
        var leases: Set<Lease> = []
        for row in heldRows {
            for case (let annotator, .held) in places[row] ?? [:] {
                leases.insert(Lease(item: index.entries[row].id, annotator: annotator))
            }
        }
        return leases
    }

    package struct Lease: Hashable, Sendable {
        let item: ItemID
        let annotator: AnnotatorID
    }

    /// Takes in the leases that the database has.
    ///
    /// - Parameter known: The leases that were known before it was asked; what was claimed since is left alone.
    package mutating func apply(leases active: [Assignment], known: Set<Lease>) {
        let standing = Set(active.map { Lease(item: $0.item, annotator: $0.annotator) })
        // Released first: an answer is not taken in over a lease.
        for lease in known where !standing.contains(lease) { apply(.released(lease.item, lease.annotator)) }
        for assignment in active {
            guard let row = index.row(of: assignment.item) else { continue }
            // An answer that came meanwhile stands.
            if case .answered? = places[row]?[assignment.annotator] { continue }
            set(.held(until: assignment.leaseUntil), of: assignment.annotator, row: row)
        }
    }

    /// What is known of some items, to be compared with after the database was asked.
    package struct Knowledge: Sendable {
        fileprivate let places: [Int: [AnnotatorID: Place]]
    }

    package func knowledge(of items: [ItemID]) -> Knowledge {
        let rows = items.compactMap { index.row(of: $0) }
        return Knowledge(places: Dictionary(rows.map { ($0, places[$0] ?? [:]) }, uniquingKeysWith: { $1 }))
    }

    /// Replaces what is known of items by what the database says, except where something happened meanwhile.
    package mutating func correct(_ former: Knowledge, by occupation: Occupation) {
        var found: [Int: [AnnotatorID: Place]] = [:]
        for annotation in occupation.standing {
            guard let row = index.row(of: annotation.item) else { continue }
            let place = Place.answered(isCounted: annotation.judgement.answer != .skip)
            found[row, default: [:]][annotation.annotator] = place
        }
        for assignment in occupation.leases {
            guard let row = index.row(of: assignment.item) else { continue }
            found[row, default: [:]][assignment.annotator] = .held(until: assignment.leaseUntil)
        }
        for (row, former) in former.places where places[row] ?? [:] == former {
            let now = found[row] ?? [:]
            for annotator in Set(former.keys).union(now.keys) { set(now[annotator], of: annotator, row: row) }
        }
    }

    private func isAvailable(_ row: Int, to annotator: AnnotatorID) -> Bool {
        isOpen(row) && places[row]?[annotator] == nil && !reserved.contains(row)
    }

    /// Items to ask the database for, best first; empty when there is nothing for this annotator now.
    ///
    /// They are reserved, so that nobody else is offered them meanwhile: `settle` ends that.
    ///
    /// - Parameter count: How many at most; more than one when another process may have taken the first.
    package mutating func propose(to annotator: AnnotatorID, count: Int = 1, now: Moment) -> [Claim.Candidate] {
        expire(now: now)
        var candidates: [Claim.Candidate] = []
        let share = definition.evaluation.share
        let draw = generator.uniform()
        if share > 0, draw < share, let candidate = proposeEvaluation(to: annotator, probability: share) {
            candidates.append(candidate)
        } else if explores(share, draw), let candidate = proposeExploration(to: annotator) {
            candidates.append(candidate)
        }
        candidates += proposeRanked(to: annotator, count: count - candidates.count)
        // The pool may be used up while items to measure on are left.
        if candidates.isEmpty, let candidate = proposeEvaluation(to: annotator, probability: 1) {
            candidates.append(candidate)
        }
        for place in candidates.indices {
            guard let row = index.row(of: candidates[place].item) else { continue }
            reserved.insert(row)
            candidates[place].suggestion = suggestion(row, candidates[place].reason)
        }
        return candidates
    }

    /// What the annotator sees of the model, by lot. Nothing on items to measure on: an answer that leans on the model
    /// says that the model is right.
    private mutating func suggestion(_ row: Int, _ reason: ServingReason) -> Suggestion? {
        let share = definition.assignment.suggest
        guard share > 0, reason.source != .evaluation, let parts = order.predictions?.parts(row) else { return nil }
        return Suggestion(
            display: generator.uniform() < share ? .shown : .hidden,
            parts: parts,
            modelVersion: order.modelVersion
        )
    }

    /// Ends the reservations of a proposal, after what became of it was applied.
    package mutating func settle(_ candidates: [Claim.Candidate]) {
        for candidate in candidates {
            guard let row = index.row(of: candidate.item) else { continue }
            reserved.remove(row)
        }
    }

    /// Whether a draw falls into the exploration share of what evaluation leaves.
    private func explores(_ share: Double, _ draw: Double) -> Bool {
        order.source == .ranking && draw >= share
            && (draw - share) < (1 - share) * definition.query.explore
    }

    private mutating func proposeEvaluation(to annotator: AnnotatorID, probability: Double) -> Claim.Candidate? {
        guard let row = draw(from: evaluation, for: annotator) else { return nil }
        let count = max(1, evaluation.count(for: annotator))
        return Claim.Candidate(
            item: index.entries[row].id,
            reason: ServingReason(
                source: .evaluation,
                strategy: "random.v1",
                poolSize: count,
                probability: probability / Double(count)
            )
        )
    }

    private mutating func draw(from rows: OpenRows, for annotator: AnnotatorID) -> Int? {
        var generator = generator
        defer { self.generator = generator }
        return rows.draw(using: &generator) { isAvailable($0, to: annotator) }
    }

    /// A uniform draw from the pool.
    private mutating func proposeExploration(to annotator: AnnotatorID) -> Claim.Candidate? {
        guard let row = draw(from: pool, for: annotator) else { return nil }
        let count = max(1, pool.count(for: annotator))
        return Claim.Candidate(
            item: index.entries[row].id,
            reason: ServingReason(
                source: .exploration,
                strategy: "random.v1",
                score: ranks.score(of: row).map(Double.init),
                poolSize: count,
                probability: (1 - definition.evaluation.share) * definition.query.explore / Double(count),
                modelVersion: ranks.score(of: row) == nil ? nil : order.modelVersion
            )
        )
    }

    private mutating func proposeRanked(to annotator: AnnotatorID, count: Int) -> [Claim.Candidate] {
        var candidates: [Claim.Candidate] = []
        var isContiguous = true
        var rank = cursor
        var place = 0
        while candidates.count < count, let row = ranks.row(at: rank) {
            rank += 1
            if index.entries[row].isEvaluation || !isOpen(row) {
                if isContiguous { cursor = rank }
                continue
            }
            isContiguous = false
            place += 1
            guard isAvailable(row, to: annotator) else { continue }
            candidates.append(
                Claim.Candidate(item: index.entries[row].id, reason: reason(row: row, place: place, annotator))
            )
        }
        return candidates
    }

    /// The pool's open rows in order, best first, whoever may label them.
    package mutating func leading(_ count: Int) -> [(row: Int, score: Float?)] {
        var rows: [(row: Int, score: Float?)] = []
        var rank = 0
        while rows.count < count, let row = ranks.row(at: rank) {
            rank += 1
            guard isOpen(row), !index.entries[row].isEvaluation else { continue }
            rows.append((row, ranks.score(of: row)))
        }
        return rows
    }

    private func reason(row: Int, place: Int, _ annotator: AnnotatorID) -> ServingReason {
        let explore = order.source == .ranking ? definition.query.explore : 0
        let poolSize = max(pool.count(for: annotator), 1)
        let share = 1 - (evaluation.count(for: annotator) == 0 ? 0 : definition.evaluation.share)
        guard let score = ranks.score(of: row) else {
            // Only what came after the ranking is left, in random order.
            return ServingReason(
                source: .initialization,
                strategy: QueryDefinition.Strategy.random.rawValue,
                rank: place,
                poolSize: poolSize,
                probability: share / Double(poolSize)
            )
        }
        let isRandom = order.strategy == QueryDefinition.Strategy.random.rawValue
        // What a strategy chooses without a draw, it is sure to choose.
        let chosen = ranks.probability(of: row) ?? 1
        return ServingReason(
            source: order.source,
            strategy: order.strategy,
            score: Double(score),
            rank: place,
            poolSize: poolSize,
            probability: isRandom
                ? share / Double(poolSize) : share * ((1 - explore) * chosen + explore / Double(poolSize)),
            modelVersion: order.modelVersion
        )
    }
}
