/// Some of the nearest rows that were found so far for each row: up to k each, nearest first, of equally near ones
/// the lower.
struct NeighbourLists: Sendable, Equatable {
    /// n.
    let rowCount: Int
    /// k.
    let capacity: Int
    /// Row-major `(n, k)`; `nobody` behind those that were found.
    var rows: [UInt32]
    /// Row-major `(n, k)`: squares of distances; infinity behind those that were found.
    var squares: [Float]

    /// In place of a row.
    static let nobody = UInt32.max

    init(rowCount: Int, capacity: Int) {
        self.rowCount = rowCount
        self.capacity = capacity
        rows = [UInt32](repeating: Self.nobody, count: rowCount * capacity)
        squares = [Float](repeating: .infinity, count: rowCount * capacity)
    }

    /// Puts a row into one list, which drops its last.
    ///
    /// - Returns: Whether it was near enough, and not in the list already.
    @inline(__always)
    static func insert(
        _ row: UInt32,
        _ square: Float,
        _ rows: UnsafeMutablePointer<UInt32>,
        _ squares: UnsafeMutablePointer<Float>,
        count: Int
    ) -> Bool {
        guard square < squares[count - 1] || (square == squares[count - 1] && row < rows[count - 1]) else {
            return false
        }
        for place in 0..<count where rows[place] == row { return false }
        var place = count - 1
        while place > 0, squares[place - 1] > square || (squares[place - 1] == square && rows[place - 1] > row) {
            rows[place] = rows[place - 1]
            squares[place] = squares[place - 1]
            place -= 1
        }
        rows[place] = row
        squares[place] = square
        return true
    }
}
