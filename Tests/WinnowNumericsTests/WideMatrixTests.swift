import Testing
import WinnowNumerics

@Suite struct WideMatrixTests {
    @Test(
        "products with weights, forth and back, are the naive sums",
        arguments: [(1, 1, 1), (30, 17, 2), (300, 20, 3), (700, 384, 4), (513, 40, 9), (260, 384, 77)]
    )
    func products(rowCount: Int, columnCount: Int, outputCount: Int) {
        let matrix = DenseKernelsTests.matrix(rowCount, columnCount, seed: 7)
        let wide = WideMatrix(matrix)
        let stride = tableStride(outputCount: outputCount)
        var generator = SeededGenerator(seed: 8, purpose: "weights")
        let weights = (0..<outputCount * wide.stride).map { _ in generator.uniform() - 0.5 }
        let forth = wide.times(weights: weights, outputCount: outputCount, stride: stride)
        let rows = (0..<rowCount * stride).map { _ in Float(generator.uniform()) - 0.5 }
        let back = wide.transposedTimes(rows, outputCount: outputCount, stride: stride)
        #expect(forth.count == rowCount * stride && back.count == outputCount * wide.stride)
        for output in 0..<outputCount {
            for row in Swift.stride(from: 0, to: rowCount, by: max(1, rowCount / 30)) {
                let exact = (0..<columnCount).reduce(0.0) {
                    $0 + Double(matrix[row, $1]) * weights[output * wide.stride + $1]
                }
                #expect(abs(forth[row * stride + output] - exact) < 1e-5)
            }
            for column in Swift.stride(from: 0, to: columnCount, by: max(1, columnCount / 30)) {
                let exact = (0..<rowCount).reduce(0.0) {
                    $0 + Double(matrix[$1, column]) * Double(rows[$1 * stride + output])
                }
                #expect(abs(back[output * wide.stride + column] - exact) < 1e-4)
            }
        }
        for output in outputCount..<stride { #expect((0..<rowCount).allSatisfy { forth[$0 * stride + output] == 0 }) }
    }

    @Test("a Gram matrix and a product with a table are the naive sums")
    func gram() {
        let matrix = DenseKernelsTests.matrix(600, 19, seed: 9)
        let wide = WideMatrix(matrix)
        let gram = wide.gram()
        let table = DenseKernelsTests.random(19 * 5, seed: 10).map(Double.init)
        let product = wide.times(table, outputCount: 5)
        for row in 0..<19 {
            for column in 0..<19 {
                let exact = (0..<600).reduce(0.0) { $0 + Double(matrix[$1, row]) * Double(matrix[$1, column]) }
                #expect(abs(gram[row * 19 + column] - exact) < 1e-4)
            }
        }
        for row in [0, 1, 511, 512, 599] {
            for output in 0..<5 {
                let exact = (0..<19).reduce(0.0) { $0 + Double(matrix[row, $1]) * table[$1 * 5 + output] }
                #expect(abs(Double(product[row, output]) - exact) < 1e-5)
            }
        }
    }

    @Test("sparse rows by a wide table are the naive sums, at every level", arguments: [1, 16, 70, 272])
    func sparse(columnCount: Int) {
        let (sparse, dense) = SparseMatrixTests.random(rows: 300, columns: 29, seed: 11)
        let table = WideMatrix(DenseKernelsTests.matrix(29, columnCount, seed: 12))
        let products = DenseKernels.all.map { sparse.times(table, kernels: $0) }
        for row in [0, 1, 255, 256, 299] {
            for column in Swift.stride(from: 0, to: columnCount, by: max(1, columnCount / 20)) {
                let exact = (0..<29).reduce(0.0) { $0 + Double(dense[row][$1]) * Double(table[$1, column]) }
                for product in products { #expect(abs(Double(product[row, column]) - exact) < 1e-5) }
            }
        }
    }
}

@Suite struct InverseRootTests {
    @Test("an inverse undoes its matrix", arguments: [1, 2, 24, 25, 49, 100, 201])
    func inverse(n: Int) throws {
        let factor = DenseKernelsTests.random(n * n, seed: UInt64(n)).map(Double.init)
        var matrix = [Double](repeating: 0, count: n * n)
        for row in 0..<n {
            for column in 0..<n {
                matrix[row * n + column] = (0..<n).reduce(row == column ? 1.0 : 0) {
                    $0 + factor[row * n + $1] * factor[column * n + $1]
                }
            }
        }
        let root = try #require(InverseRoot(matrix, count: n))
        var vectors = [Float](repeating: 0, count: 2 * root.stride)
        for index in 0..<n { (vectors[index], vectors[root.stride + index]) = (Float(index % 7) - 3, 1) }
        let solved = root.inverseTimes(vectors)
        for vector in 0..<2 {
            for row in 0..<n {
                let back = (0..<n).reduce(0.0) { $0 + matrix[row * n + $1] * Double(solved[vector * root.stride + $1]) }
                #expect(abs(back - Double(vectors[vector * root.stride + row])) < 1e-3)
            }
        }
    }

    @Test("a matrix that is not positive definite has none")
    func refusal() {
        #expect(InverseRoot([1, 2, 2, 1], count: 2) == nil)
        #expect(InverseRoot([0], count: 1) == nil)
        #expect(InverseRoot([.nan], count: 1) == nil)
    }
}
