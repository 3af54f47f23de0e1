import Testing
import WinnowNumerics

@Suite struct SymmetricEigenTests {
    static func expectDecomposition(_ matrix: [Double], count n: Int) {
        let eigen = SymmetricEigen(matrix, count: n)
        let size = matrix.map(abs).max() ?? 0
        #expect(zip(eigen.values, eigen.values.dropFirst()).allSatisfy { $0 >= $1 })
        for row in 0..<n {
            let vector = Array(eigen.vectors[row * n..<(row + 1) * n])
            for other in 0...row {
                let product = (0..<n).reduce(0.0) { $0 + vector[$1] * eigen.vectors[other * n + $1] }
                #expect(abs(product - (row == other ? 1 : 0)) < 1e-12 * Double(n + 9))
            }
            for index in 0..<n {
                let image = (0..<n).reduce(0.0) { $0 + matrix[index * n + $1] * vector[$1] }
                #expect(abs(image - eigen.values[row] * vector[index]) <= 1e-13 * size * Double(n + 9))
            }
        }
    }

    @Test("a random matrix is put together again by its eigenvectors", arguments: [1, 2, 3, 10, 60])
    func random(n: Int) {
        var generator = SeededGenerator(seed: UInt64(n), purpose: "eigen")
        var matrix = [Double](repeating: 0, count: n * n)
        for row in 0..<n {
            for column in 0...row {
                let value = generator.uniform() - 0.5
                matrix[row * n + column] = value
                matrix[column * n + row] = value
            }
        }
        Self.expectDecomposition(matrix, count: n)
    }

    @Test("zeros, equal eigenvalues, diagonals and a Gram matrix of low rank are no trouble")
    func special() {
        Self.expectDecomposition([Double](repeating: 0, count: 16), count: 4)
        Self.expectDecomposition([2, 0, 0, 0, 2, 0, 0, 0, 2], count: 3)
        Self.expectDecomposition([1, 0, 0, 0, -3, 0, 0, 0, 2], count: 3)
        Self.expectDecomposition([Double](repeating: 1, count: 25), count: 5)
        var generator = SeededGenerator(seed: 5, purpose: "gram")
        let factor = (0..<20 * 3).map { _ in generator.uniform() }
        var gram = [Double](repeating: 0, count: 400)
        for row in 0..<20 {
            for column in 0..<20 {
                for k in 0..<3 { gram[row * 20 + column] += factor[row * 3 + k] * factor[column * 3 + k] }
            }
        }
        Self.expectDecomposition(gram, count: 20)
        let tiny = gram.map { $0 * 1e-200 }
        Self.expectDecomposition(tiny, count: 20)
    }
}
