import Testing
import WinnowLearning
import WinnowNumerics

@Suite struct LSATests {
    /// Rows near a few directions, with a little of everything else.
    static func rows(_ rowCount: Int, columns: Int, rank: Int, noise: Float, seed: UInt64) -> SparseMatrix {
        var generator = SeededGenerator(seed: seed, purpose: "lsa")
        let directions = (0..<rank).map { _ in (0..<columns).map { _ in Float(generator.uniform()) - 0.5 } }
        var builder = SparseMatrixBuilder(columnCount: columns)
        for _ in 0..<rowCount {
            var row = (0..<columns).map { _ in noise * (Float(generator.uniform()) - 0.5) }
            for (number, direction) in directions.enumerated() {
                let share = (Float(generator.uniform()) - 0.5) * Float(rank - number)
                for column in row.indices { row[column] += share * direction[column] }
            }
            builder.append(columns: row.indices.map(UInt32.init), values: row)
        }
        return builder.build()
    }

    @Test("the space is that of the singular vectors of largest singular values")
    func singularVectors() throws {
        let rows = Self.rows(80, columns: 40, rank: 6, noise: 0.2, seed: 1)
        let fitted = try LSA(columnCount: 6).fit(rows)
        var gram = [Double](repeating: 0, count: 40 * 40)
        for row in 0..<80 {
            let values = rows.values[rows.entries(of: row)].map(Double.init)
            for i in 0..<40 { for j in 0..<40 { gram[i * 40 + j] += values[i] * values[j] } }
        }
        let eigen = SymmetricEigen(gram, count: 40)
        for vector in 0..<6 {
            // The columns are orthonormal, so this is the square of the length of what lies in their space.
            let square = (0..<6).reduce(0.0) { sum, column in
                let cosine = (0..<40).reduce(0.0) {
                    $0 + Double(fitted.basis[$1, column]) * eigen.vectors[vector * 40 + $1]
                }
                return sum + cosine * cosine
            }
            #expect(abs(square - 1) < 2e-4, "vector \(vector): \(square)")
        }
    }

    @Test("columns are uncorrelated over the pool, those of most variance first")
    func uncorrelated() throws {
        let rows = Self.rows(400, columns: 40, rank: 6, noise: 0.2, seed: 6)
        let fitted = try LSA(columnCount: 6).fit(rows)
        let covariance = TemperingTests.covariance(WideMatrix(fitted.rows(of: rows)))
        for i in 0..<6 {
            for j in 0..<6 {
                #expect(abs(covariance[i * 6 + j] - (i == j ? Double(fitted.variances[i]) : 0)) < 1e-5)
            }
        }
        #expect(fitted.variances == fitted.variances.sorted(by: >) && fitted.variances.allSatisfy { $0 >= 0 })
    }

    @Test("rows have length 1, are the same whatever they are made beside, and are 0 without a known term")
    func lengths() throws {
        let rows = Self.rows(50, columns: 30, rank: 4, noise: 0.1, seed: 2)
        let fitted = try LSA(columnCount: 4).fit(rows)
        let all = fitted.rows(of: rows)
        for row in 0..<50 {
            #expect(abs(all.row(row).reduce(0) { $0 + $1 * $1 } - 1) < 1e-5)
            let alone = fitted.rows(of: rows.selecting(rows: [row]))
            #expect(alone.values == Array(all.row(row)))
        }
        var builder = SparseMatrixBuilder(columnCount: 30)
        builder.append(columns: [], values: [])
        #expect(fitted.rows(of: builder.build()).values == [0, 0, 0, 0])
    }

    @Test("a pool with fewer rows than columns is no trouble: directions that are not there are 0")
    func fewRows() throws {
        let fitted = try LSA(columnCount: 12).fit(Self.rows(3, columns: 20, rank: 3, noise: 0, seed: 3))
        #expect(fitted.variances.dropFirst(3).allSatisfy { $0 < 1e-9 })
        let made = fitted.rows(of: Self.rows(3, columns: 20, rank: 3, noise: 0, seed: 3)).values
        #expect(made.allSatisfy { $0.isFinite })
    }

    @Test("the same rows give the same bits")
    func determinism() throws {
        let rows = Self.rows(700, columns: 50, rank: 5, noise: 0.3, seed: 4)
        let fitted = try (LSA(columnCount: 8).fit(rows), LSA(columnCount: 8).fit(rows))
        #expect(fitted.0 == fitted.1)
    }

    @Test("a fit that nobody wants any more ends")
    func cancellation() {
        let cancellation = Cancellation()
        cancellation.cancel()
        #expect(throws: LearningError.cancelled) {
            try LSA(columnCount: 4).fit(
                Self.rows(9, columns: 9, rank: 2, noise: 0, seed: 5),
                cancellation: cancellation
            )
        }
    }
}
