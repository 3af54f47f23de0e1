public import WinnowNumerics

extension LogisticRegression: Classifier {
    /// It learns from everything.
    public static let abilities = ClassifierAbilities()

    /// Strengths that `l2: auto` tries: C from 0.1 to 1,000 in half decades, strongest first.
    public static let strengths: [Double] = [10, 3.2, 1, 0.32, 0.1, 0.032, 0.01, 0.0032, 0.001]

    /// Fits, from an earlier fit's solution where that is one of a logistic regression; see `solve`.
    public func fit(
        _ training: TrainingSet,
        from start: FitStart?,
        cancellation: Cancellation?
    ) throws(LearningError) -> ClassifierFit {
        let earlier = start.flatMap { start in
            (start.fit.memory as? LogisticSolution).map { LogisticStart(rows: start.rows, solution: $0) }
        }
        let solution = try solve(training, start: earlier, cancellation: cancellation)
        return ClassifierFit(
            model: solution.fitted,
            iterationCount: solution.iterationCount,
            memory: solution
        )
    }
}
