/// How much of each term the rows of each label have: v terms, k labels.
struct LabelTerms {
    let labelCount: Int
    /// Row-major `(v, k)`.
    var counts: [Double]
    /// Weight of each label's rows.
    var rowWeights: [Double]

    init(columnCount: Int, labelCount: Int) {
        self.labelCount = labelCount
        counts = [Double](repeating: 0, count: columnCount * labelCount)
        rowWeights = [Double](repeating: 0, count: labelCount)
    }

    mutating func add(_ place: Int, of rows: TermRows, weight: Double, label: Int) {
        rowWeights[label] += weight
        rows.add(place, weight: weight, to: &counts, label: label, of: labelCount)
    }
}
