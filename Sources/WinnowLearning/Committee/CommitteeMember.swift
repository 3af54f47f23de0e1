internal import WinnowNumerics

/// How one member of a committee is made.
public struct CommitteeMember: Sendable {
    /// What is fitted.
    public let classifier: any Classifier
    /// What it is fitted on.
    public let training: TrainingSet
    /// A fit of the same classifier on the same rows.
    public let start: FitStart?

    /// - Parameter start: A fit of the same classifier on the same rows, or nil.
    public init(_ classifier: any Classifier, on training: TrainingSet, from start: FitStart? = nil) {
        self.classifier = classifier
        self.training = training
        self.start = start
    }

    func fit(cancellation: Cancellation?) throws(LearningError) -> any FittedModel {
        try classifier.fit(training, from: start, cancellation: cancellation).model
    }
}

extension CommitteeMember {
    /// Members that have seen the rows unequally often, each root as often as a Poisson variable of mean 1 says.
    ///
    /// A root's count depends on nothing but the seed, the member and the root, so a member is nearly the same after one more
    /// label. Every label keeps a row in each member.
    ///
    /// - Source: Breiman 1996 (bagging); Oza and Russell 2001 (Poisson counts). Deviations: whole roots are drawn, and no
    ///   label is lost.
    public static func bootstrap(
        _ classifier: any Classifier,
        on training: TrainingSet,
        count: Int,
        seed: UInt64,
        from start: FitStart? = nil
    ) throws(LearningError) -> [CommitteeMember] {
        var members: [CommitteeMember] = []
        for number in 0..<count {
            let bag = try training.bag(number, seed: seed)
            members.append(CommitteeMember(classifier, on: bag, from: start))
        }
        return members
    }
}

extension TrainingSet {
    /// The rows with the weights that a member of a committee has for them.
    fileprivate func bag(_ member: Int, seed: UInt64) throws(LearningError) -> TrainingSet {
        let draws = roots.map { root in
            var mixer = SplitMix(state: UInt64(bitPattern: root))
            var generator = SeededGenerator(seed: seed &+ mixer.next(), purpose: "bag", index: UInt64(member))
            return generator.uniform()
        }
        var bagged = zip(weights, draws).map { $0 * Double(poissonCount($1)) }
        for label in seenLabels {
            let rows = targets.indices.filter { targets[$0].present.contains(label) && weights[$0] > 0 }
            // The row that came closest stands for its label.
            if !rows.contains(where: { bagged[$0] > 0 }), let row = rows.max(by: { draws[$0] < draws[$1] }) {
                bagged[row] = weights[row]
            }
        }
        return try replacing(weights: bagged)
    }

    /// The value of a Poisson variable of mean 1 whose distribution function is at a number in 0..<1.
    private func poissonCount(_ uniform: Double) -> Int {
        var (count, probability) = (0, 0.367_879_441_171_442_3)
        var sum = probability
        while uniform >= sum, count < 16 {
            count += 1
            probability /= Double(count)
            sum += probability
        }
        return count
    }
}
