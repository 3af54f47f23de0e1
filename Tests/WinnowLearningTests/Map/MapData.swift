import Foundation
import WinnowLearning
import WinnowNumerics

/// Rows for maps, and what a map keeps of them.
enum MapData {
    static let blobCount = 12

    /// Flat patches of two dimensions in 24 columns, one after the other in turn: row i is of patch `i % 12`.
    static func patches(_ rowCount: Int, seed: UInt64 = 1) -> DenseMatrix {
        let width = 24
        var generator = SeededGenerator(seed: seed, purpose: "patches")
        let frames = (0..<3 * blobCount).map { _ in (0..<width).map { _ in generator.uniform() - 0.5 } }
        var rows = DenseMatrix(zeros: rowCount, width)
        for row in 0..<rowCount {
            let blob = row % blobCount
            let (x, y) = (generator.uniform() - 0.5, generator.uniform() - 0.5)
            for column in 0..<width {
                let centre = 3 * frames[3 * blob][column]
                let inside = 2 * x * frames[3 * blob + 1][column] + 2 * y * frames[3 * blob + 2][column]
                rows[row, column] = Float(centre + inside + 0.1 * (generator.uniform() - 0.5))
            }
        }
        return rows
    }

    /// A pool of one part in blocks of some length.
    static func pool(_ rows: DenseMatrix, isHalf: Bool = false, blockLength: Int = 1000) -> PoolFeatures {
        let blocks = stride(from: 0, to: rows.rowCount, by: blockLength).map { first -> DenseRows in
            let block = DenseRows(rows.selecting(rows: first..<min(rows.rowCount, first + blockLength)))
            return isHalf ? block.halved() : block
        }
        return PoolFeatures(dense: [PoolFeatures.DensePart(columnCount: rows.columnCount, blocks: blocks)])
    }

    /// The k nearest of each row, by a sum over the columns in double precision.
    static func nearest(_ rows: DenseMatrix, _ k: Int) -> [[Int]] {
        ParallelFor.map(rows.rowCount) { row in
            let own = rows.row(row)
            let distances = (0..<rows.rowCount).map { other -> Double in
                zip(own, rows.row(other)).reduce(0) { sum, pair in
                    let difference = Double(pair.0) - Double(pair.1)
                    return sum + difference * difference
                }
            }
            let order = (0..<rows.rowCount).filter { $0 != row }
                .sorted { (distances[$0], $0) < (distances[$1], $1) }
            return Array(order.prefix(k))
        }
    }

    static func matrix(_ map: PoolMap) -> DenseMatrix {
        DenseMatrix(rowCount: map.rowCount, columnCount: 2, values: map.coordinates)
    }

    /// How many of the first lists' rows are in the second's, as a share.
    static func overlap(_ left: [[Int]], _ right: [[Int]]) -> Double {
        let shared = zip(left, right).reduce(0) { $0 + Set($1.0).intersection($1.1).count }
        return Double(shared) / Double(left.reduce(0) { $0 + $1.count })
    }

    /// Venna and Kaski 2001, with k = 15.
    static func trustworthiness(_ rows: DenseMatrix, _ map: PoolMap) -> Double {
        let (n, k) = (rows.rowCount, 15)
        let (all, kept) = (nearest(rows, n), nearest(matrix(map), k))
        let penalty = (0..<n).reduce(0) { sum, row in
            var rank = [Int](repeating: 0, count: n)
            for (place, other) in all[row].enumerated() { rank[other] = place + 1 }
            return sum + kept[row].reduce(0) { $0 + max(0, rank[$1] - k) }
        }
        return 1 - Double(2 * penalty) / Double(n * k * (2 * n - 3 * k - 1))
    }

    /// What threads of other kinds make of some work: this one, eight that are busy, and one that yields with its
    /// helpers.
    static func onOtherThreads<Result: Sendable>(_ run: @escaping @Sendable () -> Result) async -> [Result] {
        let busy = ParallelFor.map(8) { _ in run() }
        let courteous = await withCheckedContinuation { done in
            Thread {
                Courtesy.begin()
                done.resume(returning: run())
            }.start()
        }
        return [run()] + busy + [courteous]
    }
}
