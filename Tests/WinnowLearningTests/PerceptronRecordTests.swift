import Testing
import WinnowLearning
import WinnowNumerics

@Suite("A perceptron in numbers")
struct PerceptronRecordTests {
    /// Rows with two sparse columns of five and three dense ones.
    static func mixed(_ rowCount: Int, labelCount: Int, isMultilabel: Bool = false) throws -> TrainingSet {
        var generator = SeededGenerator(seed: 5, purpose: "mixed")
        var builder = SparseMatrixBuilder(columnCount: 5)
        var dense = DenseMatrix(zeros: rowCount, 3)
        var targets: [Target] = []
        for row in 0..<rowCount {
            let label = row % labelCount
            builder.append(columns: [UInt32(label % 4), 4], values: [1, Float(generator.uniform())])
            for column in 0..<3 { dense[row, column] = Float(2 * generator.uniform() - 1) }
            let others = (0..<labelCount).filter { $0 != label }
            targets.append(isMultilabel ? .set(present: [label], absent: others) : .label(label))
        }
        return try TrainingSet(
            features: FeatureRows(sparse: builder.build(), dense: dense),
            targets: targets,
            labelCount: labelCount
        )
    }

    static let kinds: [(labelCount: Int, isMultilabel: Bool, hidden: [Int])] = [
        (2, false, [7]), (4, false, [5, 18]), (3, true, [33, 4]),
    ]

    static func fitted(_ kind: Int) throws -> (training: TrainingSet, fit: ClassifierFit) {
        let (labelCount, isMultilabel, hidden) = kinds[kind]
        let training = try mixed(40, labelCount: labelCount, isMultilabel: isMultilabel)
        return (training, try Perceptron(hidden: hidden, epochLimit: 5).fit(training))
    }

    @Test("a restored model predicts the same bits", arguments: kinds.indices)
    func roundTrip(kind: Int) throws {
        let (training, fit) = try Self.fitted(kind)
        let record = fit.model.record
        #expect(record.kind == .perceptron)
        let restored = try #require(record.model)
        #expect(restored.record == record)
        #expect(try restored.logits(of: training.features) == fit.model.logits(of: training.features))
    }

    @Test("a pool is predicted as its rows are, in one block and in several", arguments: kinds.indices)
    func pool(kind: Int) throws {
        let (training, fit) = try Self.fitted(kind)
        let dense = try #require(training.features.dense)
        let rows = try fit.model.logits(of: training.features)
        // The sparse columns are counts here, as a pool has them.
        let counted = try Self.counted(training.features)
        let own = try fit.model.logits(
            of: PoolFeatures(
                counts: counted.counts,
                dense: [
                    PoolFeatures.DensePart(columnCount: 3, blocks: [DenseRows(dense)])
                ]
            )
        )
        let expected = try fit.model.logits(of: FeatureRows(sparse: counted.rows, dense: dense))
        #expect(zip(own.values, expected.values).allSatisfy { abs($0 - $1) < 1e-5 })
        #expect(own.rowCount == rows.rowCount && own.columnCount == fit.model.head.outputCount)
    }

    /// The sparse columns as counts of 1, and as rows.
    static func counted(_ features: FeatureRows) throws -> (counts: WeightedCounts, rows: SparseMatrix) {
        let sparse = try #require(features.sparse)
        var builder = CountMatrixBuilder(columnCount: sparse.columnCount)
        for row in 0..<sparse.rowCount {
            let entries = sparse.entries(of: row).map { CountEntry(column: sparse.columns[$0], count: 1) }
            builder.append(entries, scale: 1)
        }
        var factors = [Float](repeating: 0, count: Int(CountMatrix.countLimit) + 1)
        factors[1] = 1
        let weights: [Float] = [0.5, 1, 2, 0.25, 1]
        let counts = WeightedCounts(blocks: [builder.build()], factors: factors, weights: weights)
        return (counts, counts.gather(0..<sparse.rowCount))
    }

    @Test("a model that was fitted on scaled rows predicts rows as they are, after unscaling")
    func unscaled() throws {
        let base = try Self.mixed(40, labelCount: 4)
        let (sparse, dense) = (try #require(base.features.sparse), try #require(base.features.dense))
        let scales = ColumnScales(sparse: 0.5, dense: [2, 0.25, 3])
        var builder = SparseMatrixBuilder(columnCount: 5)
        for row in 0..<40 {
            let entries = sparse.entries(of: row)
            builder.append(columns: sparse.columns[entries], values: sparse.values[entries].map { 0.5 * $0 })
        }
        let scaled = FeatureRows(sparse: builder.build(), dense: scales.scaled(dense))
        let training = try TrainingSet(features: scaled, targets: base.targets, labelCount: 4)
        let model = try Perceptron(hidden: [6], epochLimit: 5).fit(training).model
        let found = try model.unscaled(scales, sparseColumnCount: 5).logits(of: base.features)
        #expect(zip(found.values, try model.logits(of: scaled).values).allSatisfy { abs($0 - $1) < 1e-4 })
    }

    @Test("records that do not fit themselves give no model")
    func misfits() throws {
        let record = try Self.fitted(1).fit.model.record
        func expectNone(_ change: (inout ModelRecord) -> Void) {
            var changed = record
            change(&changed)
            #expect(changed.model == nil)
        }
        expectNone { $0.kind = .linear }
        expectNone { $0.head = .binomial }
        expectNone { $0.head = .softmax(outputCount: .max) }
        expectNone { $0.head = .oneAgainstRest(labelCount: 3) }
        expectNone { $0.labelCount = 3 }
        expectNone { $0.seenLabels = [0, 1, 3, 2] }
        expectNone { $0.featureCount = 4 }
        expectNone { $0.featureCount = .min }
        expectNone { $0.integers[0][0] = .max }
        expectNone { $0.integers[1] = [] }
        expectNone { $0.integers[1] = [5, 0] }
        expectNone { $0.integers[1] = [5, .max] }
        expectNone { $0.integers[1] = [5, 17] }
        expectNone { $0.integers[1] = [5, 18, 4] }
        expectNone { $0.integers.removeLast() }
        expectNone { $0.numbers.removeLast() }
        for list in record.numbers.indices {
            expectNone { $0.numbers[list].removeLast() }
            expectNone { $0.numbers[list].append(0) }
            expectNone { $0.numbers[list][0] = .nan }
            expectNone { $0.numbers[list][0] = -.infinity }
        }
    }

    @Test("no record makes a trap, and what is accepted predicts", arguments: kinds.indices)
    func fuzz(kind: Int) throws {
        let (training, fit) = try Self.fitted(kind)
        let record = fit.model.record
        var generator = SeededGenerator(seed: UInt64(kind), purpose: "hostile records")
        let counts = [0, 1, 2, 3, 4, 5, 7, 18, 33, 1024, 1025, Int(UInt32.max), .max, .min, -1]
        var acceptedCount = 0
        for _ in 0..<3_000 {
            var changed = record
            for _ in 0..<Int.random(in: 1...2, using: &generator) {
                let number = counts.randomElement(using: &generator) ?? 0
                let list = Int.random(in: 0..<changed.numbers.count, using: &generator)
                switch Int.random(in: 0..<10, using: &generator) {
                case 0:
                    changed.head =
                        [.binomial, .softmax(outputCount: number), .oneAgainstRest(labelCount: number)]
                        .randomElement(using: &generator) ?? .binomial
                case 1: changed.labelCount = number
                case 2: changed.seenLabels.append(number)
                case 3: changed.seenLabels = []
                case 4: changed.featureCount = number
                case 5: changed.integers[1] = [UInt32(truncatingIfNeeded: number)]
                case 6: changed.integers[0].append(UInt32(truncatingIfNeeded: number))
                case 7:
                    changed.numbers[list] = Array(
                        changed.numbers[list].dropLast(Int.random(in: 0...9, using: &generator))
                    )
                case 8:
                    for index in changed.numbers[list].indices {
                        changed.numbers[list][index] = .greatestFiniteMagnitude
                    }
                default: changed.numbers.swapAt(0, list)
                }
            }
            guard let model = PerceptronModel(changed) else { continue }
            acceptedCount += 1
            if model.featureCount == training.features.columnCount {
                let logits = try model.logits(of: training.features)
                #expect(logits.rowCount == training.rowCount)
            }
        }
        #expect(acceptedCount > 0)
    }
}
