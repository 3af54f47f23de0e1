import Testing
import WinnowNumerics

@Suite struct SparseMatrixTests {
    /// A random matrix and its dense form.
    static func random(rows: Int, columns: Int, seed: UInt64) -> (sparse: SparseMatrix, dense: [[Float]]) {
        var generator = SeededGenerator(seed: seed, purpose: "test")
        var builder = SparseMatrixBuilder(columnCount: columns)
        var dense: [[Float]] = []
        for _ in 0..<rows {
            var row = [Float](repeating: 0, count: columns)
            for column in 0..<columns where Int.random(in: 0..<4, using: &generator) == 0 {
                row[column] = Float(generator.uniform()) - 0.5
            }
            let kept = row.indices.filter { row[$0] != 0 }
            builder.append(columns: kept.map(UInt32.init), values: kept.map { row[$0] })
            dense.append(row)
        }
        return (builder.build(), dense)
    }

    @Test("a product with a table equals the naive sums", arguments: [1, 2, 3, 4, 6, 8, 13])
    func timesTable(outputCount: Int) {
        let (sparse, dense) = Self.random(rows: 37, columns: 29, seed: 5)
        let stride = tableStride(outputCount: outputCount)
        var generator = SeededGenerator(seed: 6, purpose: "table")
        let table = (0..<29 * stride).map { _ in generator.uniform() - 0.5 }
        let product = sparse.times(table: table, stride: stride)
        var single = [Float](repeating: .nan, count: 30 * stride)
        single.withUnsafeMutableBufferPointer { out in
            table.map(Float.init).withUnsafeBufferPointer {
                sparse.times(rows: 5..<35, table: $0, stride: stride, into: out)
            }
        }
        for row in 0..<37 {
            for output in 0..<stride {
                let expected = (0..<29).reduce(0.0) { $0 + Double(dense[row][$1]) * table[$1 * stride + output] }
                #expect(abs(product[row * stride + output] - expected) < 1e-12)
                if (5..<35).contains(row) {
                    #expect(abs(Double(single[(row - 5) * stride + output]) - expected) < 1e-5)
                }
            }
        }
    }

    @Test("a product of the transpose equals the naive sums", arguments: [1, 2, 4, 8])
    func transposedTimes(stride: Int) {
        let (sparse, dense) = Self.random(rows: 37, columns: 29, seed: 7)
        var generator = SeededGenerator(seed: 8, purpose: "rows")
        let rows = (0..<37 * stride).map { _ in generator.uniform() - 0.5 }
        let table = sparse.transposedTimes(rows: rows, stride: stride)
        for column in 0..<29 {
            for output in 0..<stride {
                let expected = (0..<37).reduce(0.0) { $0 + Double(dense[$1][column]) * rows[$1 * stride + output] }
                #expect(abs(table[column * stride + output] - expected) < 1e-12)
            }
        }
    }

    @Test(
        "a Gram product equals the naive sums, with shared, lonely and empty columns, on one thread and on many",
        arguments: [(37, 29, 1), (37, 29, 4), (5, 300, 2), (1, 40, 8), (600, 900, 4)]
    )
    func gramProduct(rowCount: Int, columnCount: Int, stride: Int) {
        let (sparse, dense) = Self.random(rows: rowCount, columns: columnCount, seed: 10)
        var generator = SeededGenerator(seed: 11, purpose: "rows")
        let rows = (0..<rowCount * stride).map { _ in generator.uniform() - 0.5 }
        let product = GramProduct(sparse).times(rows, stride: stride)
        for row in Swift.stride(from: 0, to: rowCount, by: max(1, rowCount / 40)) {
            var expected = [Double](repeating: 0, count: stride)
            for other in 0..<rowCount {
                var inner = 0.0
                for column in 0..<columnCount where dense[row][column] != 0 {
                    inner += Double(dense[row][column]) * Double(dense[other][column])
                }
                for output in 0..<stride { expected[output] += inner * rows[other * stride + output] }
            }
            for output in 0..<stride { #expect(abs(product[row * stride + output] - expected[output]) < 1e-10) }
        }
    }

    @Test("the transpose of the transpose is the matrix, and rows of it ascend")
    func transpose() {
        let (sparse, _) = Self.random(rows: 23, columns: 31, seed: 12)
        let turned = sparse.transposed()
        let back = turned.transposed()
        #expect(turned.rowCount == 31 && turned.columnCount == 23)
        #expect(Array(back.rowOffsets) == Array(sparse.rowOffsets))
        #expect(Array(back.columns) == Array(sparse.columns) && Array(back.values) == Array(sparse.values))
    }

    @Test("compaction drops the empty columns and changes no product")
    func compaction() {
        var builder = SparseMatrixBuilder(columnCount: 1000)
        builder.append(columns: [3, 500], values: [1, 2])
        builder.append(columns: [], values: [])
        builder.append(columns: [500, 999], values: [4, 8])
        let (compact, columns) = builder.build().compacted()
        #expect(columns == [3, 500, 999])
        #expect(compact.times(table: [1, 10, 100], stride: 1) == [21, 0, 840])
    }

    @Test("gathered rows keep their order and content")
    func gather() {
        let (sparse, dense) = Self.random(rows: 9, columns: 11, seed: 9)
        let picked = sparse.selecting(rows: [8, 0, 0])
        let identity = (0..<11 * 12).map { $0 / 12 == $0 % 12 ? 1.0 : 0.0 }
        let product = picked.times(table: identity, stride: 12)
        for (position, row) in [8, 0, 0].enumerated() {
            #expect((0..<11).allSatisfy { Float(product[position * 12 + $0]) == dense[row][$0] })
        }
    }
}
