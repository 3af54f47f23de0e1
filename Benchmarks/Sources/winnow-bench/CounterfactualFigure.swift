import WinnowLearning

/// What one fit made of the test texts.
struct CounterfactualFigure: Encodable {
    let experiment: String
    let arm: String
    let seed: Int
    /// Shares of test texts and of roots.
    let originals: Double
    let revised: Double
    let consistency: Double
    let margin: Double
    /// The same of train roots that the fit did not learn from: there are more of them. nil where hardly any is left.
    let heldOriginals: Double?
    let heldConsistency: Double?
    /// Train rows with their weights, for the peer; only where it is to do the same.
    var rows: [Int]?
    var weights: [Double]?
    /// What was chosen, read or how many: whatever the experiment adds.
    var facts: [String: Double] = [:]

    init(_ experiment: String, _ arm: String, seed: Int, _ report: PairReport, held: PairReport?) {
        self.experiment = experiment
        self.arm = arm
        self.seed = seed
        originals = report.originals.value
        revised = report.revised.value
        consistency = report.consistency.value
        margin = report.margin.value
        heldOriginals = held?.originals.value
        heldConsistency = held?.consistency.value
    }
}
