/// The k nearest rows of each of n rows, by Euclidean distance, without the row itself.
public struct NeighbourGraph: Sendable, Equatable {
    /// n.
    public let rowCount: Int
    /// k; less than was asked for where there are not so many other rows.
    public let neighbourCount: Int
    /// Row-major `(n, k)`: rows, nearest first, of equally near ones the lower.
    public let neighbours: [UInt32]
    /// Row-major `(n, k)`: how far they are, at least 0; of equal rows exactly 0.
    public let distances: [Float]

    /// - Parameters: Row-major `(n, k)` each, by row nearest first.
    public init(rowCount: Int, neighbourCount: Int, neighbours: [UInt32], distances: [Float]) {
        precondition(neighbours.count == rowCount * neighbourCount, "\(neighbours.count) neighbours")
        precondition(distances.count == rowCount * neighbourCount, "\(distances.count) distances")
        precondition(neighbours.allSatisfy { $0 < rowCount }, "a neighbour beyond \(rowCount) rows")
        self.rowCount = rowCount
        self.neighbourCount = neighbourCount
        self.neighbours = neighbours
        self.distances = distances
    }

    /// The neighbours of one row, nearest first.
    public func neighbours(of row: Int) -> ArraySlice<UInt32> {
        neighbours[row * neighbourCount..<(row + 1) * neighbourCount]
    }

    /// How far they are.
    public func distances(of row: Int) -> ArraySlice<Float> {
        distances[row * neighbourCount..<(row + 1) * neighbourCount]
    }
}
