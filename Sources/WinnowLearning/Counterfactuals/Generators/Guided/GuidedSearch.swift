/// Looks for few substitutions that turn a model.
///
/// In each round every revision of the beam is extended by every substitution that fits, by the estimated gain for each
/// word edited times the trust in the substitution; the model is asked about the best of these, and those that moved it
/// furthest make the next beam. When revisions come to the goal, the one with the fewest words edited wins; where none
/// does, the one with the fewest that came to the least goal. What the winner can do without is taken back.
struct GuidedSearch<Estimator: EditEstimator> {
    /// Some substitutions made.
    struct Revision {
        /// Numbers of candidates, ascending by place.
        var chosen: [Int]
        var margin: Double
        /// Words edited.
        var size: Int
    }

    let text: TokenizedText
    /// By token.
    let sentences: [Int]
    /// Ascending by place.
    let candidates: [GuidedCandidate]
    let estimator: Estimator
    let judge: TextJudge
    let target: Int
    let settings: GuidedSettings

    /// - Parameter margin: Of the original.
    /// - Returns: A revision that comes to the goal, else one that comes to the least goal, and would not without any of its
    ///   substitutions; nil where none does.
    func run(from margin: Double) throws(LearningError) -> Revision? {
        var beam = [Revision(chosen: [], margin: margin, size: 0)]
        var fallback: Revision?
        let (goal, leastGoal) = (settings.goal(from: margin), settings.leastGoal(from: margin))
        let sizeLimit = settings.sizeLimit(tokenCount: text.tokens.count)
        for _ in 0..<max(1, settings.editLimit) where !beam.isEmpty {
            let extended = try judged(extensions(of: beam).filter { $0.size <= sizeLimit })
            if let best = smallest(of: extended, beyond: goal) { return try pruned(best, goal: goal) }
            fallback = smallest(of: [fallback].compactMap(\.self) + extended, beyond: leastGoal)
            beam = Array(extended.sorted { $0.margin > $1.margin }.prefix(max(1, settings.beamWidth)))
        }
        guard let fallback else { return nil }
        return try pruned(fallback, goal: leastGoal)
    }

    private func smallest(of revisions: [Revision], beyond goal: Double) -> Revision? {
        revisions.filter { $0.margin > goal }.min { ($0.size, -$0.margin) < ($1.size, -$1.margin) }
    }

    /// The most promising ways to go on, with what they are expected to come to.
    private func extensions(of beam: [Revision]) -> [Revision] {
        var found: [(score: Double, revision: Int, number: Int)] = []
        for (place, revision) in beam.enumerated() {
            let known = estimator.revision(with: revision.chosen)
            for number in candidates.indices where fits(number, revision.chosen) {
                let gain = estimator.gain(of: number, in: known)
                guard gain > 1e-6 else { continue }
                let worth = gain * candidates[number].trust / Double(candidates[number].substitution.size)
                found.append((revision.margin + worth, place, number))
            }
        }
        found.sort { ($1.score, $0.revision, $0.number) < ($0.score, $1.revision, $1.number) }
        var seen = Set<[Int]>()
        var best: [Revision] = []
        for (_, place, number) in found {
            let revision = Revision(
                chosen: inserting(number, into: beam[place].chosen),
                margin: beam[place].margin,
                size: beam[place].size + candidates[number].substitution.size
            )
            if seen.insert(revision.chosen).inserted { best.append(revision) }
            if best.count == 2 * max(1, settings.beamWidth) { break }
        }
        return best
    }

    private func fits(_ number: Int, _ chosen: [Int]) -> Bool {
        let candidate = candidates[number]
        return !chosen.contains { other in
            let other = candidates[other]
            let turnsTwice = candidate.isNegation || other.isNegation
            return turnsTwice && sentence(of: candidate) == sentence(of: other)
                || other.substitution.tokens.overlaps(candidate.substitution.tokens)
        }
    }

    private func sentence(of candidate: GuidedCandidate) -> Int {
        sentences[candidate.substitution.tokens.lowerBound]
    }

    private func inserting(_ number: Int, into chosen: [Int]) -> [Int] {
        let start = candidates[number].substitution.tokens.lowerBound
        let place = chosen.firstIndex { candidates[$0].substitution.tokens.lowerBound > start } ?? chosen.count
        return Array(chosen[..<place]) + [number] + Array(chosen[place...])
    }

    /// The same with the model's own margins.
    private func judged(_ revisions: [Revision]) throws(LearningError) -> [Revision] {
        let margins = try judge.margins(of: revisions.map { text.revised(substitutions($0.chosen)) }, for: target)
        return zip(revisions, margins).map { revision, margin in
            Revision(chosen: revision.chosen, margin: margin, size: revision.size)
        }
    }

    func substitutions(_ chosen: [Int]) -> [Substitution] { chosen.map { candidates[$0].substitution } }

    /// Takes back what the revision comes to the goal without, the least trusted first.
    private func pruned(_ revision: Revision, goal: Double) throws(LearningError) -> Revision {
        var best = revision
        while best.chosen.count > 1 {
            let shorter = best.chosen.map { number in
                Revision(
                    chosen: best.chosen.filter { $0 != number },
                    margin: 0,
                    size: best.size - candidates[number].substitution.size
                )
            }
            let order = zip(best.chosen.map { candidates[$0].trust }, try judged(shorter))
                .filter { $0.1.margin > goal }
            guard let next = order.min(by: { ($0.0, -$0.1.margin) < ($1.0, -$1.1.margin) }) else { break }
            best = next.1
        }
        return best
    }
}
