internal import WinnowNumerics

/// Some rows of a training set over the sparse columns in which they have something.
struct TermRows: Sendable {
    /// Which rows of the training set these are, ascending.
    let rows: [Int]
    /// The columns that occur, ascending.
    let columns: [UInt32]
    /// A row's entries are `offsets[place]..<offsets[place + 1]`.
    private let offsets: [Int]
    /// Places in `columns`.
    private let places: [Int]
    /// Above 0.
    private let values: [Double]

    /// - Parameter rows: Ascending.
    /// - Throws: `LearningError.negativeFeature` for a row with a number below 0.
    init(_ features: FeatureRows, rows: [Int]) throws(LearningError) {
        self.rows = rows
        guard let sparse = features.sparse else {
            (columns, places, values) = ([], [], [])
            offsets = [Int](repeating: 0, count: rows.count + 1)
            return
        }
        var place = [Int](repeating: -1, count: sparse.columnCount)
        for row in rows {
            for entry in sparse.entries(of: row) {
                guard sparse.values[entry] >= 0 else { throw .negativeFeature(row: row) }
                if sparse.values[entry] > 0 { place[Int(sparse.columns[entry])] = 0 }
            }
        }
        var columns: [UInt32] = []
        for column in place.indices where place[column] == 0 {
            place[column] = columns.count
            columns.append(UInt32(column))
        }
        var (offsets, places, values): ([Int], [Int], [Double]) = ([0], [], [])
        for row in rows {
            for entry in sparse.entries(of: row) where sparse.values[entry] > 0 {
                places.append(place[Int(sparse.columns[entry])])
                values.append(Double(sparse.values[entry]))
            }
            offsets.append(values.count)
        }
        (self.columns, self.offsets, self.places, self.values) = (columns, offsets, places, values)
    }

    /// Adds a row's numbers to those of a label.
    ///
    /// - Parameters:
    ///   - place: Of the row in `rows`.
    ///   - counts: Row-major `(columns.count, labelCount)`.
    func add(_ place: Int, weight: Double, to counts: inout [Double], label: Int, of labelCount: Int) {
        for entry in offsets[place]..<offsets[place + 1] {
            counts[places[entry] * labelCount + label] += weight * values[entry]
        }
    }

    /// The sum of a row's numbers times the weights of a label, row-major `(columns.count, labelCount)`.
    func product(_ place: Int, with weights: [Double], label: Int, of labelCount: Int) -> Double {
        var sum = 0.0
        for entry in offsets[place]..<offsets[place + 1] {
            sum += values[entry] * weights[places[entry] * labelCount + label]
        }
        return sum
    }
}
