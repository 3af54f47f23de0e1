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

    /// Rows along their principal axes, tempered.
    static func tempered(_ rows: WideMatrix, power: Double, labelCount: Int = 1) -> WideMatrix {
        let axes = PrincipalAxes(of: rows)
        let turned = rows.times(axes.rotation, outputCount: rows.columnCount)
        let scales = Tempering(power: power).scales(variances: axes.variances, labelCount: labelCount)
        var plain = DenseMatrix(zeros: rows.rowCount, rows.columnCount)
        for row in 0..<rows.rowCount {
            for column in 0..<rows.columnCount { plain[row, column] = turned[row, column] }
        }
        return WideMatrix(ColumnScales(dense: scales).scaled(plain))
    }

    @Test("eigenvalues of the covariance are raised to 1 + 2p, with a mean squared distance from the mean of 1")
    func spectrum() {
        let rows = Self.rows(4_000, seed: 1)
        let before = SymmetricEigen(Self.covariance(rows), count: 3).values
        for power in [0.0, 0.25, -0.25] {
            let tempered = Self.tempered(rows, power: power)
            let covariance = Self.covariance(tempered)
            let after = SymmetricEigen(covariance, count: 3).values
            for pair in [(0, 1), (1, 2)] {
                let ratio = after[pair.0] / after[pair.1]
                let wanted = before[pair.0] / before[pair.1]
                var expected = wanted
                if power > 0 { expected *= wanted.squareRoot() }
                if power < 0 { expected /= wanted.squareRoot() }
                #expect(abs(ratio / expected - 1) < 1e-3, "power \(power)")
            }
            #expect(abs(covariance[0] + covariance[4] + covariance[8] - 1) < 1e-3)
        }
    }

    @Test("with more labels the power falls with the root of their number, from 100 on")
    func decay() {
        let tempering = Tempering(power: 0.4)
        #expect([0, 1, 99, 100].allSatisfy { tempering.power(labelCount: $0) == 0.4 })
        #expect(abs(tempering.power(labelCount: 400) - 0.2) < 1e-12)
        let scales = [100, 10_000].map { tempering.scales(variances: [4, 1], labelCount: $0) }
        let ratios = scales.map { Double($0[0] / $0[1]) }
        #expect(abs(ratios[0] - 1.741_101) < 1e-5 && abs(ratios[1] - 1.057_018) < 1e-5)
    }

    @Test("rows that are all the same, and columns that never change, become 0 and not what is no number")
    func degenerate() {
        var same = WideMatrix(zeros: 5, 3)
        for row in 0..<5 { same[row, 1] = 2 }
        #expect(Self.tempered(same, power: 0.25).values.allSatisfy { $0 == 0 })
        let one = same.selecting(rows: [0])
        #expect(Self.tempered(one, power: 0.25).values.allSatisfy { $0.isFinite })
        #expect(PrincipalAxes(of: WideMatrix(zeros: 0, 3)).variances == [0, 0, 0])
    }
}
