import Testing
import WinnowNumerics

@Suite("Products of layers")
struct LayerProductsTests {
    static func matrix(_ rowCount: Int, _ columnCount: Int, seed: UInt64) -> WideMatrix {
        var generator = SeededGenerator(seed: seed, purpose: "layers")
        var matrix = WideMatrix(zeros: rowCount, columnCount)
        for row in 0..<rowCount {
            for column in 0..<columnCount { matrix[row, column] = Float(2 * generator.uniform() - 1) }
        }
        return matrix
    }

    @Test(
        "products are the sums of their definition, and what pads them stays 0",
        arguments: [(1, 1, 1), (3, 17, 5), (33, 16, 32), (7, 300, 19), (130, 40, 3)]
    )
    func products(n: Int, d: Int, m: Int) {
        let (left, right) = (Self.matrix(n, d, seed: 1), Self.matrix(d, m, seed: 2))
        var sum = Self.matrix(n, m, seed: 3)
        let before = sum
        sum.addProduct(left, right)
        let turned = left.transposed()
        let back = left.transposedTimes(before)
        let sums = before.columnSums()
        for column in 0..<m {
            for row in 0..<n {
                let product = (0..<d).reduce(Double(before[row, column])) {
                    $0 + Double(left[row, $1]) * Double(right[$1, column])
                }
                #expect(abs(Double(sum[row, column]) - product) < 1e-4)
            }
            for inner in 0..<d {
                let product = (0..<n).reduce(0.0) { $0 + Double(left[$1, inner]) * Double(before[$1, column]) }
                #expect(abs(Double(back[inner, column]) - product) < 1e-4)
            }
            #expect(abs(sums[column] - (0..<n).reduce(0) { $0 + before[$1, column] }) < 1e-4)
        }
        let isTurned = (0..<n).allSatisfy { row in (0..<d).allSatisfy { turned[$0, row] == left[row, $0] } }
        #expect(isTurned && turned.rowCount == d && turned.columnCount == n)
        for row in 0..<n {
            #expect(sum.values[row * sum.stride + m..<(row + 1) * sum.stride].allSatisfy { $0 == 0 })
        }
        #expect(sums.count == sum.stride && sums[m...].allSatisfy { $0 == 0 })
    }

    @Test("rows that lie one behind the other are multiplied as those of a table are", arguments: [1, 8, 9, 40])
    func packedRows(outputCount: Int) {
        let (rows, table) = (Self.matrix(21, 10, seed: 4), Self.matrix(10, outputCount, seed: 5))
        let dense = DenseTable(columnCount: 10, outputCount: outputCount) { table[$0, $1] }
        let packed = (0..<21).flatMap { rows.row($0) }
        var out = [Float](repeating: .nan, count: 21 * dense.outStride)
        packed.withUnsafeBufferPointer { packed in
            out.withUnsafeMutableBufferPointer { dense.times(packed, rowCount: 21, into: $0) }
        }
        var expected = WideMatrix(zeros: 21, outputCount)
        expected.addProduct(rows, table)
        for row in 0..<21 {
            for output in 0..<outputCount {
                #expect(abs(out[row * dense.outStride + output] - expected[row, output]) < 1e-5)
            }
        }
    }
}
