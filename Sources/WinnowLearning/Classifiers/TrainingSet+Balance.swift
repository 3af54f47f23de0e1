extension TrainingSet {
    /// Multiplies the weights of rows with a label by n / (k · rows of the label), in weight.
    ///
    /// - Parameter seen: The k labels that rows have.
    func balance(_ rowWeights: inout [Double], seen: [Int]) {
        // By label number: a sum in the order of a hash table would be another one in each process.
        var totals = [Double](repeating: 0, count: labelCount)
        for (target, weight) in zip(targets, rowWeights) {
            if case .label(let label) = target { totals[label] += weight }
        }
        let sum = totals.reduce(0, +)
        for row in rowWeights.indices {
            if case .label(let label) = targets[row], totals[label] > 0 {
                rowWeights[row] *= sum / (Double(seen.count) * totals[label])
            }
        }
    }
}
