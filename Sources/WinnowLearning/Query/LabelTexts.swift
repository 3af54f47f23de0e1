internal import WinnowNumerics

/// What the labelled rows of each label have of each sparse column. With several labels an item there are two for each label:
/// its absence, and it.
struct LabelTexts: Sendable {
    /// By label, the sum over all columns.
    let totals: [Double]
    /// Columns that labelled rows have.
    let columnCount: Int
    /// By sparse column, −1 where no labelled row has it.
    private let places: [Int32]
    /// Row-major `(columnCount, labels)`.
    private let counts: [Double]
    private let isMultilabel: Bool

    /// - Parameter texts: Of the pool's labelled rows.
    /// - Throws: `LearningError.negativeFeature` with a row of the pool.
    init(_ pool: QueryPool, _ texts: SparseMatrix) throws(LearningError) {
        isMultilabel = pool.isMultilabel
        let k = pool.isMultilabel ? 2 * pool.labelCount : pool.labelCount
        let rows: TermRows
        do {
            rows = try TermRows(FeatureRows(sparse: texts), rows: Array(pool.labelled.indices))
        } catch .negativeFeature(let place) {
            throw .negativeFeature(row: pool.labelled[place])
        }
        var terms = LabelTerms(columnCount: rows.columns.count, labelCount: k)
        for place in pool.labelled.indices {
            for label in 0..<pool.labelCount {
                let isPresent = pool.labelSets[place].contains(label)
                if pool.isMultilabel {
                    terms.add(place, of: rows, weight: 1, label: 2 * label + (isPresent ? 1 : 0))
                } else if isPresent {
                    terms.add(place, of: rows, weight: 1, label: label)
                }
            }
        }
        var places = [Int32](repeating: -1, count: texts.columnCount)
        for (place, column) in rows.columns.enumerated() { places[Int(column)] = Int32(place) }
        var totals = [Double](repeating: 0, count: k)
        for (index, count) in terms.counts.enumerated() { totals[index % k] += count }
        (self.places, self.totals, counts, columnCount) = (places, totals, terms.counts, rows.columns.count)
    }

    /// A column's place among those that labelled rows have.
    func place(of column: UInt32) -> Int? {
        let place = places.indices.contains(Int(column)) ? places[Int(column)] : -1
        return place < 0 ? nil : Int(place)
    }

    func count(column: UInt32, label: Int) -> Double {
        place(of: column).map { counts[$0 * totals.count + label] } ?? 0
    }

    /// How probable each is for a row with these probabilities.
    func weights(_ probabilities: ArraySlice<Float>) -> [Double] {
        isMultilabel ? probabilities.flatMap { [1 - Double($0), Double($0)] } : probabilities.map(Double.init)
    }
}
