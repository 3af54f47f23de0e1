import Foundation
import Testing
import WinnowLearning
import WinnowNumerics

@Suite struct CountRatiosTests {
    @Test("factors are the largest log-count ratio of a label against the rest, times one number for all columns")
    func definition() throws {
        let data = ConformanceData(.sparse)
        let training = try data.training()
        let sparse = try #require(training.features.sparse)
        func has(_ row: Int, _ column: Int) -> Bool {
            sparse.entries(of: row).contains { Int(sparse.columns[$0]) == column && sparse.values[$0] > 0 }
        }
        let columns = (0..<sparse.columnCount).filter { column in
            (0..<sparse.rowCount).contains { training.weights[$0] > 0 && has($0, column) }
        }
        var expected = [Double](repeating: 0, count: columns.count)
        for label in 0..<3 {
            func counts(_ isOwn: Bool) -> [Double] {
                columns.map { column in
                    (0..<sparse.rowCount).reduce(1.0) { sum, row in
                        let isThere = (training.targets[row] == .label(label)) == isOwn && has(row, column)
                        return sum + (isThere ? training.weights[row] : 0)
                    }
                }
            }
            let (p, q) = (counts(true), counts(false))
            let (all, others) = (p.reduce(0, +), q.reduce(0, +))
            for place in columns.indices {
                expected[place] = max(expected[place], abs(log(p[place] / all / (q[place] / others))))
            }
        }
        for power in [1, 0.5] {
            let factors = try CountRatios(training, power: power).factors
            let ratios = columns.indices.map { Double(factors[columns[$0]]) / pow(expected[$0], power) }
            #expect(ratios.allSatisfy { abs($0 / ratios[0] - 1) < 1e-4 } && ratios[0] > 0)
        }
    }

    @Test("rows learned from keep the mean of their squared lengths, and a power of 0 changes nothing")
    func lengths() throws {
        let data = ConformanceData(.sparse)
        let training = try data.training()
        func square(_ scales: ColumnScales) -> Double {
            let rows = data.pool.gather(0..<training.rowCount, scaledBy: scales).sparse
            return rows?.values.reduce(0.0) { $0 + Double($1) * Double($1) } ?? 0
        }
        let ratios = try CountRatios(training)
        let plain = square(ColumnScales())
        #expect(abs(square(ColumnScales(sparseColumns: ratios.factors)) / plain - 1) < 1e-5)
        #expect(try CountRatios(training, power: 0).factors.allSatisfy { abs($0 - 1) < 1e-6 })
    }

    @Test("one label, several labels a row, partial labels and dense columns are no trouble")
    func edges() throws {
        let data = ConformanceData(.sparse)
        let features = data.pool.gather(0..<30)
        func factors(_ targets: [Target]) throws -> [Float] {
            try CountRatios(TrainingSet(features: features, targets: targets, labelCount: 3)).factors
        }
        let single = try factors((0..<30).map { _ in .label(1) })
        let partial = try factors((0..<30).map { _ in .not([0]) })
        for alone in [single, partial] { #expect(alone.allSatisfy { abs($0 - 1) < 1e-6 }) }
        let sets = try factors((0..<30).map { .set(present: [$0 % 3], absent: [($0 + 1) % 3, ($0 + 2) % 3]) })
        #expect(try sets == factors((0..<30).map { .label($0 % 3) }))
        let dense = try ConformanceData(.dense).training()
        #expect(try CountRatios(dense).factors.isEmpty)
    }

    @Test("a number below 0 is refused with its row")
    func negative() throws {
        var builder = SparseMatrixBuilder(columnCount: 2)
        builder.append(columns: [0], values: [1])
        builder.append(columns: [1], values: [-0.5])
        let training = try TrainingSet(
            features: FeatureRows(sparse: builder.build()),
            targets: [.label(0), .label(1)],
            labelCount: 2
        )
        #expect(throws: LearningError.negativeFeature(row: 1)) { try CountRatios(training) }
    }
}
