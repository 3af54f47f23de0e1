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
    var ranks: RowRanks
    /// What orders the pool; items that came since come after those that it covers.
    var order: Order { ranks.source }
    /// The first rank that may still have to be served.
    var cursor = 0
    /// What annotators have of each row that anybody has something of.
    private(set) var places: [Int: [AnnotatorID: Place]] = [:]
    /// Rows with as many counted answers as the queue wants.
    private(set) var finishedCount = 0
    /// Rows that somebody holds, and when the first of their leases runs out.
    private(set) var heldRows: Set<Int> = []
    private var nextExpiry = Moment(.infinity)
    /// Rows that the database is being asked for.
    var reserved: Set<Int> = []
    private(set) var pool = OpenRows(rowCount: 0)
    private(set) var evaluation = OpenRows(rowCount: 0)
    /// Revised texts that wait for somebody to label them blindly.
    private(set) var verification = OpenRows(rowCount: 0)
    /// By row.
    private var revisions: [Int: Revision] = [:]

    /// What serving knows of a revised text.
    private struct Revision {
        /// Whether it waits for somebody to label it blindly.
        var isAwaited: Bool
        /// Who cannot do so, because they know what it is to be.
        var insiders: Set<AnnotatorID>
    }
    var generator: SeededGenerator

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
    /// - Parameter order: Of as many items as the index has, for a queue whose order is not computed: that of one that is stays
    ///   until the next.
    package mutating func extend(to index: ItemIndex, order: @autoclosure () -> Order) {
        self.index = index
        adopt(self.order.isComputed ? self.order : order())
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
        pool = OpenRows(rowCount: index.count)
        (evaluation, verification) = (pool, pool)
        for row in index.entries.indices { open(row) }
        finishedCount = places.count { isFinished($0.value, $0.key) }
        cursor = 0
    }

    private mutating func open(_ row: Int) {
        let places = places[row] ?? [:]
        guard load(places) < definition.assignment.overlap else { return }
        if index.entries[row].isRevised {
            if revisions[row]?.isAwaited == true { verification.insert(row, engaging: engaged(row)) }
        } else if index.entries[row].isEvaluation {
            evaluation.insert(row, engaging: places.keys)
        } else {
            pool.insert(row, engaging: places.keys)
        }
    }

    /// Counted answers and leases.
    private func load(_ places: [AnnotatorID: Place]) -> Int {
        places.values.count { $0 != .answered(isCounted: false) }
    }

    /// Who cannot be given a revised text: whoever had it, and whoever knows what it is to be.
    private func engaged(_ row: Int) -> Set<AnnotatorID> {
        Set((places[row] ?? [:]).keys).union(revisions[row]?.insiders ?? [])
    }

    /// Whether an annotator knows what label the text is to have.
    func isKnown(_ row: Int, to annotator: AnnotatorID) -> Bool {
        revisions[row]?.insiders.contains(annotator) == true
    }

    /// Takes in counterfactuals, told again or not: those that somebody stands for and nobody has decided about are labelled
    /// blindly.
    package mutating func apply(_ counterfactuals: [CounterfactualRecord]) {
        for record in counterfactuals {
            guard let item = record.counterfactual.item, let row = index.row(of: item) else { continue }
            verification.remove(row, engaging: engaged(row))
            revisions[row] = Revision(
                isAwaited: record.isStoodFor && record.verdict == nil,
                insiders: record.insiders
            )
            open(row)
        }
    }

    /// Revised texts are beside the queue's own items.
    private func isFinished(_ places: [AnnotatorID: Place], _ row: Int) -> Bool {
        !index.entries[row].isRevised
            && places.values.count { $0 == .answered(isCounted: true) } >= definition.assignment.overlap
    }

    func isOpen(_ row: Int) -> Bool {
        load(places[row] ?? [:]) < definition.assignment.overlap
    }

    /// Every change of what an annotator has goes through here, so that a change that is told twice changes nothing.
    mutating func set(_ place: Place?, of annotator: AnnotatorID, row: Int) {
        let before = places[row] ?? [:]
        guard before[annotator] != place else { return }
        pool.remove(row, engaging: before.keys)
        evaluation.remove(row, engaging: before.keys)
        verification.remove(row, engaging: engaged(row))
        places[row, default: [:]][annotator] = place
        finishedCount += (isFinished(places[row] ?? [:], row) ? 1 : 0) - (isFinished(before, row) ? 1 : 0)
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

    func isHeld(_ row: Int) -> Bool {
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
