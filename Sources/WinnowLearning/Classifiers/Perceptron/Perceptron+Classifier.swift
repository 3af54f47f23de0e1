public import WinnowNumerics

extension Perceptron: Classifier {
    /// It learns from everything; a start leads to another end.
    public static let abilities = ClassifierAbilities(startsWarm: false)

    /// The same with this seed.
    public func seeded(_ seed: UInt64) -> Perceptron {
        var other = self
        other.seed = seed
        return other
    }

    /// The share of dead units from which on a fit tells of them.
    static let deadShare = 0.1

    /// Fits; from an earlier fit's weights where it is of the same labels, features and layers.
    ///
    /// A warm start is a function of its arguments as a cold one is, but one of them has a history: the same rows give other
    /// weights than from the beginning, and as a rule ones that predict new rows worse (Ash and Adams 2020). For weights that
    /// anyone can make again, start cold.
    public func fit(
        _ training: TrainingSet,
        from start: FitStart?,
        cancellation: Cancellation?
    ) throws(LearningError) -> ClassifierFit {
        precondition(isUsable, "hyperparameters out of range: \(self)")
        if cancellation?.isCancelled == true { throw .cancelled }
        let shape = try shape(training)
        guard let problem = PerceptronProblem(training, self, shape) else {
            return ClassifierFit(model: PerceptronModel(zeros: shape), iterationCount: 0)
        }
        let cold = problem.start
        let warm = (start?.fit.memory as? PerceptronMemory)?.weights(of: problem, cold: cold)
        var fit = PerceptronFit(self, problem, from: warm ?? cold, cancellation: cancellation)
        let weights = try fit.run()
        if cancellation?.isCancelled == true { throw .cancelled }
        return ClassifierFit(
            model: PerceptronModel(weights, of: problem),
            iterationCount: fit.epochCount,
            memory: PerceptronMemory(
                shape: shape,
                columns: problem.columns,
                weights: weights,
                scale: problem.scale
            ),
            curve: fit.curve,
            remarks: fit.remarks + remarks(weights, problem)
        )
    }

    /// - Throws: `LearningError.noTrainingRows`.
    func shape(_ training: TrainingSet) throws(LearningError) -> PerceptronShape {
        let count = training.labelCount
        let seen = training.isMultilabel ? Array(0..<count) : training.seenLabels
        guard !seen.isEmpty, training.weights.contains(where: { $0 > 0 }) else { throw .noTrainingRows }
        return PerceptronShape(
            head: training.isMultilabel ? .oneAgainstRest(labelCount: count) : .singleChoice(seenCount: seen.count),
            labelCount: count,
            seenLabels: seen,
            featureCount: training.features.columnCount,
            hidden: hidden
        )
    }

    private func remarks(_ weights: PerceptronWeights, _ problem: PerceptronProblem) -> [TrainingRemark] {
        var remarks: [TrainingRemark] = []
        let (dead, all) = problem.deadUnits(of: weights)
        if Double(dead) >= Perceptron.deadShare * Double(all) { remarks.append(.deadUnits(count: dead, of: all)) }
        if heldOutShare > 0 && problem.heldOut == nil {
            let weight = Int(min(problem.rows.targets.weights.reduce(0, +), 1e9).rounded())
            remarks.append(.tooFewToHoldOut(rowCount: weight, needed: Int(Perceptron.heldOutLeast)))
        }
        return remarks
    }
}
