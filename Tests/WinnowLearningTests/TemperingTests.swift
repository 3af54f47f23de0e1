import Testing
import WinnowLearning
import WinnowNumerics

@Suite struct TemperingTests {
    /// Rows whose columns vary by different amounts, turned a little, away from the origin.
    static func rows(_ count: Int, seed: UInt64) -> WideMatrix {
        var generator = SeededGenerator(seed: seed, purpose: "tempering")
        var rows = WideMatrix(zeros: count, 3)
        for row in 0..<count {
            let parts = [Float(4), 1, 0.25].map { $0 * (Float(generator.uniform()) - 0.5) }
            rows[row, 0] = 0.8 * parts[0] - 0.6 * parts[1] + 3
            rows[row, 1] = 0.6 * parts[0] + 0.8 * parts[1] - 1
            rows[row, 2] = parts[2]
        }
        return rows
    }

    static func covariance(_ rows: WideMatrix) -> [Double] {
        let n = Double(rows.rowCount)
        let means = (0..<rows.columnCount).map { column in
            (0..<rows.rowCount).reduce(0.0) { $0 + Double(rows[$1, column]) } / n
        }
        return (0..<rows.columnCount * rows.columnCount).map { index in
            let (i, j) = (index / rows.columnCount, index % rows.columnCount)
            return (0..<rows.rowCount).reduce(0.0) {
                $0 + (Double(rows[$1, i]) - means[i]) * (Double(rows[$1, j]) - means[j])
            } / n
        }
    }

    @Test("eigenvalues of the covariance are raised to 1 + 2p, about the mean, with a mean squared length of 1")
    func spectrum() {
        let rows = Self.rows(4_000, seed: 1)
        let before = SymmetricEigen(Self.covariance(rows), count: 3).values
        for power in [0.0, 0.25, -0.25] {
            let tempered = Tempering(power: power).fit(rows).rows(of: rows)
            let after = SymmetricEigen(Self.covariance(tempered), count: 3).values
            for pair in [(0, 1), (1, 2)] {
                let ratio = after[pair.0] / after[pair.1]
                let wanted = before[pair.0] / before[pair.1]
                var expected = wanted
                if power > 0 { expected *= wanted.squareRoot() }
                if power < 0 { expected /= wanted.squareRoot() }
                #expect(abs(ratio / expected - 1) < 1e-3, "power \(power)")
            }
            let square = tempered.squaredLengths().reduce(0) { $0 + Double($1) } / 4_000
            #expect(abs(square - 1) < 1e-3)
        }
    }

    @Test("rows that are all the same, and columns that never change, become 0 and not what is no number")
    func degenerate() {
        var same = WideMatrix(zeros: 5, 3)
        for row in 0..<5 { same[row, 1] = 2 }
        #expect(Tempering().fit(same).rows(of: same).values.allSatisfy { abs($0) < 1e-6 })
        let one = same.selecting(rows: [0])
        #expect(Tempering().fit(one).rows(of: one).values.allSatisfy { $0.isFinite })
    }
}
