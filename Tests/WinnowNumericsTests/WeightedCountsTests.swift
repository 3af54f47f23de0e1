import Testing
import WinnowNumerics

@Suite struct WeightedCountsTests {
    /// Random blocks of counts, some of them too large to be kept, and their dense form.
    static func random(blocks: [Int], columns: Int, seed: UInt64) -> (counts: WeightedCounts, dense: [[Double]]) {
        var generator = SeededGenerator(seed: seed, purpose: "test")
        let factors = (0...CountMatrix.countLimit).map { Float($0).squareRoot() }
        let weights = (0..<columns).map { _ in Float(generator.uniform()) + 0.1 }
        var dense: [[Double]] = []
        let matrices = blocks.map { rowCount in
            var builder = CountMatrixBuilder(columnCount: columns)
            for _ in 0..<rowCount {
                var row = [Double](repeating: 0, count: columns)
                var entries: [CountEntry] = []
                let scale = Float(generator.uniform())
                for column in 0..<columns where Int.random(in: 0..<4, using: &generator) == 0 {
                    let count = [1, 1, 2, 900, CountMatrix.countLimit, 5_000][Int.random(in: 0..<6, using: &generator)]
                    entries.append(CountEntry(column: UInt32(column), count: UInt32(count)))
                    let kept = Int(min(count, CountMatrix.countLimit))
                    row[column] = Double(factors[kept]) * Double(weights[column]) * Double(scale)
                }
                builder.append(entries, scale: scale)
                dense.append(row)
            }
            return builder.build()
        }
        return (WeightedCounts(blocks: matrices, factors: factors, weights: weights), dense)
    }

    @Test("a product with a table equals the naive sums", arguments: [1, 2, 3, 4, 6, 8, 13])
    func timesTable(outputCount: Int) {
        let (counts, dense) = Self.random(blocks: [20, 20, 7], columns: 29, seed: 5)
        let stride = tableStride(outputCount: outputCount)
        var generator = SeededGenerator(seed: 6, purpose: "table")
        let table = (0..<29 * stride).map { _ in Float(generator.uniform()) - 0.5 }
        let weighted = counts.weighted(table, stride: stride)
        var first = 0
        for (block, rows) in [3..<20, 0..<20, 2..<7].enumerated() {
            var product = [Float](repeating: .nan, count: rows.count * stride)
            product.withUnsafeMutableBufferPointer { out in
                weighted.withUnsafeBufferPointer {
                    counts.times(block: block, rows: rows, table: $0, stride: stride, into: out)
                }
            }
            for row in rows {
                for output in 0..<stride {
                    let expected = (0..<29).reduce(0.0) {
                        $0 + dense[first + row][$1] * Double(table[$1 * stride + output])
                    }
                    let found = Double(product[(row - rows.lowerBound) * stride + output])
                    #expect(abs(found - expected) <= 1e-5 * max(1, abs(expected)))
                }
            }
            first += counts.blocks[block].rowCount
        }
    }

    @Test("gathered rows have the values that factors, weights and scales make, from whichever block")
    func gather() {
        let (counts, dense) = Self.random(blocks: [5, 5, 3], columns: 11, seed: 9)
        let rows = [12, 0, 4, 5, 5, 9]
        let picked = counts.gather(rows)
        #expect(picked.rowCount == rows.count && picked.columnCount == 11)
        for (position, row) in rows.enumerated() {
            var found = [Double](repeating: 0, count: 11)
            for entry in picked.entries(of: position) {
                found[Int(picked.columns[entry])] = Double(picked.values[entry])
            }
            for column in 0..<11 { #expect(abs(found[column] - dense[row][column]) <= 1e-6 * dense[row][column]) }
        }
    }

    @Test("an entry keeps its column and its count, up to the limits of both")
    func entry() {
        let largest = CountEntry(column: UInt32(CountMatrix.columnLimit - 1), count: .max)
        #expect(largest.column == UInt32(CountMatrix.columnLimit - 1) && largest.count == CountMatrix.countLimit)
        let small = CountEntry(column: 0, count: 1)
        #expect(small.column == 0 && small.count == 1)
    }
}
