package import WinnowDomain
internal import WinnowLearning
internal import WinnowNumerics

extension QueueState {
    private func isAvailable(_ row: Int, to annotator: AnnotatorID) -> Bool {
        isOpen(row) && places[row]?[annotator] == nil && !reserved.contains(row) && !isKnown(row, to: annotator)
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
        if verifies(for: annotator), let candidate = proposeVerification(to: annotator) {
            candidates.append(candidate)
        } else if share > 0, draw < share, let candidate = proposeEvaluation(to: annotator, probability: share) {
            candidates.append(candidate)
        } else if explores(share, draw), let candidate = proposeExploration(to: annotator) {
            candidates.append(candidate)
        }
        candidates += proposeRanked(to: annotator, count: count - candidates.count)
        // The pool may be used up while items to measure on are left, or revised texts.
        if candidates.isEmpty, let candidate = proposeEvaluation(to: annotator, probability: 1) {
            candidates.append(candidate)
        }
        if candidates.isEmpty, let candidate = proposeVerification(to: annotator) { candidates.append(candidate) }
        for place in candidates.indices {
            guard let row = index.row(of: candidates[place].item) else { continue }
            reserved.insert(row)
            candidates[place].suggestion = suggestion(row, candidates[place].reason)
        }
        return candidates
    }

    /// What the annotator sees of the model, by lot. Nothing on items to measure on, nor on revised texts: an answer that
    /// leans on the model says that the model is right.
    private mutating func suggestion(_ row: Int, _ reason: ServingReason) -> Suggestion? {
        let share = definition.assignment.suggest
        guard share > 0, reason.source.takesSuggestions, let parts = order.predictions?.parts(row) else { return nil }
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

    /// One serving in four is of a revised text while there are some: soon enough for those who wait for the verdict, and
    /// seldom enough that nobody thinks of edits all the time.
    private static let verificationShare = 0.25

    /// Drawn only where there is something to verify; the probabilities of other servings are those among themselves.
    private mutating func verifies(for annotator: AnnotatorID) -> Bool {
        verification.count(for: annotator) > 0 && generator.uniform() < QueueState.verificationShare
    }

    /// Rather one of a text that the annotator has not had: who remembers the original knows what was edited.
    private mutating func proposeVerification(to annotator: AnnotatorID) -> Claim.Candidate? {
        let isNew: (Int) -> Bool = { [index, places] row in
            guard let root = index.row(of: index.entries[row].root) else { return true }
            return places[root]?[annotator] == nil
        }
        let found = draw(from: verification, for: annotator, where: isNew) ?? draw(from: verification, for: annotator)
        guard let row = found else { return nil }
        let count = max(1, verification.count(for: annotator))
        return Claim.Candidate(
            item: index.entries[row].id,
            reason: ServingReason(
                source: .verification,
                strategy: "random.v1",
                poolSize: count,
                probability: 1 / Double(count)
            )
        )
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

    private mutating func draw(
        from rows: OpenRows,
        for annotator: AnnotatorID,
        where isWanted: (Int) -> Bool = { _ in true }
    ) -> Int? {
        var generator = generator
        defer { self.generator = generator }
        return rows.draw(using: &generator) { isAvailable($0, to: annotator) && isWanted($0) }
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
            if !index.entries[row].isInPool || !isOpen(row) {
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
            guard isOpen(row), index.entries[row].isInPool else { continue }
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
