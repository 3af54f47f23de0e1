import Foundation
import Testing
import WinnowLearning
import WinnowNumerics

/// What every classifier promises, whatever it is.
@Suite("Every classifier") struct ClassifierConformanceTests {
    typealias Case = ConformingClassifier.Case
    static let cases = ConformingClassifier.cases

    /// What the classifier learns of the kinds of answers.
    private func answers(_ one: Case) -> [ConformanceData.Answers] {
        ConformanceData.Answers.allCases.filter { $0 != .sets || one.abilities.severalLabels }
    }

    @Test("learns an easy problem", arguments: cases)
    func learns(one: Case) throws {
        for answers in answers(one) {
            let data = ConformanceData(one.kind, answers)
            let found = try one.classifier.probabilities(data.training(), of: data.pool.gather(ConformanceData.held))
            var right = 0
            for (place, row) in ConformanceData.held.enumerated() {
                let values = Array(found.row(place))
                if answers == .sets {
                    right += values.indices.count { (values[$0] > 0.5) == data.targets[row].present.contains($0) }
                } else {
                    right += values.max() == values[data.targets[row].named[0]] ? 1 : 0
                }
            }
            let count = ConformanceData.held.count * (answers == .sets ? 3 : 1)
            #expect(Double(right) > 0.9 * Double(count), "\(answers): \(right) of \(count)")
        }
    }

    @Test("gives probabilities: between 0 and 1, of sum 1 where a row has one label", arguments: cases)
    func probabilities(one: Case) throws {
        for answers in answers(one) {
            let data = ConformanceData(one.kind, answers)
            let found = try one.classifier.probabilities(data.training(), of: data.features)
            #expect(found.values.allSatisfy { $0 >= 0 && $0 <= 1 })
            guard answers != .sets else { continue }
            for row in 0..<found.rowCount { #expect(abs(found.row(row).reduce(0, +) - 1) < 1e-4) }
        }
    }

    @Test(
        "gives the same bits for the same arguments, on as many threads as there are and on busy ones",
        arguments: cases
    )
    func determinism(one: Case) async throws {
        for answers in answers(one) {
            let data = ConformanceData(one.kind, answers)
            let training = try data.training()
            let features = data.features
            @Sendable func run() -> DenseMatrix? {
                try? one.classifier.fit(training).model.logits(of: features)
            }
            let first = try #require(run())
            #expect(run() == first)
            // Other threads take what is to be shared out: each of these is alone or nearly so.
            #expect(ParallelFor.map(8) { _ in run() }.allSatisfy { $0 == first })
            let courteous = await withCheckedContinuation { done in
                Thread {
                    Courtesy.begin()
                    done.resume(returning: run())
                }.start()
            }
            #expect(courteous == first)
        }
    }

    @Test("takes rows in any order", arguments: cases)
    func permutation(one: Case) throws {
        for answers in answers(one) {
            let data = ConformanceData(one.kind, answers)
            let straight = try one.classifier.probabilities(data.training(), of: data.features)
            let shuffled = try one.classifier.probabilities(
                data.training(rows: (0..<90).map { ($0 * 37) % 90 }),
                of: data.features
            )
            #expect(distance(straight, shuffled) < one.subject.tolerance)
            let order = (0..<ConformanceData.rowCount).map { ($0 * 7) % ConformanceData.rowCount }
            let other = try one.classifier.probabilities(data.training(), of: data.pool.gather(order))
            #expect(distance(straight.selecting(rows: order), other) < 1e-6)
        }
    }

    @Test("takes weight 2 for the row twice and weight 0 for no row", arguments: cases)
    func weights(one: Case) throws {
        for answers in answers(one) {
            let data = ConformanceData(one.kind, answers)
            var weights = [Double](repeating: 1, count: 90)
            (weights[3], weights[17], weights[10], weights[44]) = (2, 2, 0, 0)
            let rows = (0..<90).flatMap { [Int](repeating: $0, count: Int(weights[$0])) }
            let weighted = try one.classifier.probabilities(data.training(weights: weights), of: data.features)
            let repeated = try one.classifier.probabilities(data.training(rows: rows), of: data.features)
            #expect(distance(weighted, repeated) < one.subject.tolerance)
        }
    }

    @Test("takes the smallest and the largest weights without ado", arguments: cases)
    func extremeWeights(one: Case) throws {
        let data = ConformanceData(one.kind)
        for weight in [1e-60, 1e-12, 1e12] {
            var weights = [Double](repeating: 1, count: 90)
            for row in 0..<10 { weights[row] = weight }
            let found = try one.classifier.probabilities(data.training(weights: weights), of: data.features)
            #expect(found.values.allSatisfy { $0 >= 0 && $0 <= 1 }, "weight \(weight)")
        }
    }

    @Test("is certain of the only label it knows, and gives labels without a row the probability 0", arguments: cases)
    func fewLabels(one: Case) throws {
        let data = ConformanceData(one.kind)
        let features = data.pool.gather(0..<90)
        let only = try TrainingSet(features: features, targets: Array(repeating: .label(2), count: 90), labelCount: 4)
        let certain = try one.classifier.probabilities(only, of: data.features)
        for row in 0..<certain.rowCount { #expect(Array(certain.row(row)) == [0, 0, 1, 0]) }
        for answers in [ConformanceData.Answers.twoLabels, .threeLabels] {
            let data = ConformanceData(one.kind, answers)
            // Labels 0 and 2 of the five have no row.
            let places = [1, 3, 4]
            let targets = data.targets.prefix(90).map { Target.label(places[$0.named[0]]) }
            let few = try TrainingSet(features: data.pool.gather(0..<90), targets: targets, labelCount: 5)
            let found = try one.classifier.probabilities(few, of: data.features)
            let known = try one.classifier.probabilities(data.training(), of: data.features)
            for row in 0..<found.rowCount {
                #expect(found[row, 0] == 0 && found[row, 2] == 0)
                for label in 0..<data.labelCount { #expect(found[row, places[label]] == known[row, label]) }
            }
        }
    }

    @Test("refuses rows without weight, a fit that nobody wants, and what is no number, with its row", arguments: cases)
    func refusals(one: Case) throws {
        let data = ConformanceData(one.kind)
        let nothing = try data.training(weights: [Double](repeating: 0, count: 90))
        #expect(throws: LearningError.noTrainingRows) { try one.classifier.fit(nothing) }
        let none = try data.training(rows: [])
        #expect(throws: LearningError.noTrainingRows) { try one.classifier.fit(none) }
        let unsure = try TrainingSet(
            features: data.pool.gather(0..<2),
            targets: [.not([0]), .not([1])],
            labelCount: 3
        )
        #expect(throws: LearningError.noTrainingRows) { try one.classifier.fit(unsure) }
        let cancellation = Cancellation()
        cancellation.cancel()
        let training = try data.training()
        #expect(throws: LearningError.cancelled) {
            try one.classifier.fit(training, from: nil, cancellation: cancellation)
        }
        var rows = data.pool.gather(0..<3)
        if let dense = rows.dense {
            var broken = dense
            broken[1, 2] = .nan
            rows = FeatureRows(sparse: rows.sparse, dense: broken)
        } else if let sparse = rows.sparse {
            var builder = SparseMatrixBuilder(columnCount: sparse.columnCount)
            for row in 0..<3 {
                let entries = sparse.entries(of: row)
                builder.append(
                    columns: sparse.columns[entries],
                    values: sparse.values[entries].map { row == 1 ? .nan : $0 }
                )
            }
            rows = FeatureRows(sparse: builder.build())
        }
        #expect(throws: LearningError.nonFinite(row: 1)) {
            try TrainingSet(features: rows, targets: [.label(0), .label(1), .label(2)], labelCount: 3)
        }
    }

    @Test("refuses rows of another width, and predicts no rows", arguments: cases)
    func shapes(one: Case) throws {
        let data = ConformanceData(one.kind)
        let model = try one.classifier.fit(data.training()).model
        let width = data.pool.columnCount
        let wide = FeatureRows(dense: DenseMatrix(zeros: 2, width + 1))
        #expect(throws: LearningError.wrongFeatureCount(expected: width, found: width + 1)) {
            try model.logits(of: wide)
        }
        let pool = PoolFeatures(dense: [
            .init(columnCount: width + 1, blocks: [DenseRows(DenseMatrix(zeros: 2, width + 1))])
        ])
        #expect(throws: LearningError.wrongFeatureCount(expected: width, found: width + 1)) {
            try model.logits(of: pool)
        }
        let none = try model.logits(of: data.pool.gather([Int]()))
        #expect(none.rowCount == 0 && none.columnCount == model.head.outputCount)
        let empty = PoolFeatures(
            counts: data.pool.counts.map { WeightedCounts(blocks: [], factors: $0.factors, weights: $0.weights) },
            dense: data.pool.dense.map { .init(columnCount: $0.columnCount, blocks: []) }
        )
        let nothing = try model.logits(of: empty)
        #expect(nothing.rowCount == 0)
        #expect(model.featureCount == width && model.labelCount == 3)
    }

    @Test("predicts a pool's rows as it does copies of them", arguments: cases)
    func pools(one: Case) throws {
        for answers in answers(one) {
            let data = ConformanceData(one.kind, answers)
            let model = try one.classifier.fit(data.training()).model
            let (pool, rows) = (try model.logits(of: data.pool), try model.logits(of: data.features))
            #expect(distance(pool, rows) < 1e-4)
        }
    }

    @Test("fitted on scaled rows, predicts rows as they are once it is unscaled", arguments: cases, [false, true])
    func scales(one: Case, hasColumns: Bool) throws {
        for answers in answers(one) {
            let data = ConformanceData(one.kind, answers)
            var scales = ColumnScales(
                sparse: data.pool.counts == nil ? 1 : 0.6,
                dense: data.pool.dense.isEmpty ? [] : [0.5, 2, 0, 1, 0.3, 1.5]
            )
            if hasColumns, data.pool.counts != nil {
                scales.sparseColumns = (0..<ConformanceData.sparseColumnCount).map { Float($0 % 5) / 2 }
            }
            let scaled = try TrainingSet(
                features: data.pool.gather(0..<90, scaledBy: scales),
                targets: Array(data.targets[..<90]),
                labelCount: data.labelCount
            )
            let model = try one.classifier.fit(scaled).model
            let unscaled = model.unscaled(scales, sparseColumnCount: data.pool.sparseColumnCount)
            let expected = try model.logits(of: data.pool.gather(0..<ConformanceData.rowCount, scaledBy: scales))
            let (rows, pool) = (try unscaled.logits(of: data.features), try unscaled.logits(of: data.pool))
            #expect(distance(rows, expected) < 1e-4 && distance(pool, expected) < 1e-4)
            let copy = try #require(unscaled.record.model)
            let copied = try copy.logits(of: data.features)
            #expect(copied == rows)
        }
    }

    @Test("gives columns of a kind that it does not learn from no weight", arguments: ConformingClassifier.all)
    func otherColumns(subject: ConformingClassifier) throws {
        guard !subject.abilities.denseColumns || !subject.abilities.sparseColumns else { return }
        let (own, both) = (
            ConformanceData(subject.abilities.denseColumns ? .dense : .sparse), ConformanceData(.both)
        )
        let alone = try subject.classifier.probabilities(own.training(), of: own.features)
        let beside = try subject.classifier.probabilities(both.training(), of: both.features)
        #expect(distance(alone, beside) < 1e-6)
    }

    @Test("takes 'not this label' as a reason against it, and 'none but this' for the label", arguments: cases)
    func partialLabels(one: Case) throws {
        guard one.abilities.partialLabels else { return }
        let data = ConformanceData(one.kind)
        let row = data.pool.gather([0])
        let before = try one.classifier.probabilities(data.training(), of: row)
        let features = data.pool.gather(Array(0..<90) + [0, 0, 0])
        let partial = try TrainingSet(
            features: features,
            targets: data.targets[..<90] + [.not([0]), .not([0]), .not([0])],
            labelCount: 3
        )
        let after = try one.classifier.probabilities(partial, of: row)
        #expect(after[0, 0] < before[0, 0] - 0.02, "\(before.values) \(after.values)")
        var targets = Array(data.targets[..<90])
        targets[7] = .not([0, 2])
        #expect(data.targets[7] == .label(1))
        let complement = try TrainingSet(features: data.pool.gather(0..<90), targets: targets, labelCount: 3)
        let (all, same) = (
            try one.classifier.probabilities(data.training(), of: data.features),
            try one.classifier.probabilities(complement, of: data.features)
        )
        // Balancing counts the rows that are labelled.
        #expect(distance(all, same) < max(one.subject.tolerance, one.subject.name.contains("balanced") ? 0.05 : 0))
    }

    @Test("learns each of several labels from the rows that know it", arguments: cases)
    func unknownLabels(one: Case) throws {
        guard one.abilities.severalLabels else { return }
        let data = ConformanceData(one.kind, .sets)
        // Of label 2 the first 60 rows say nothing, and nothing else says anything but these.
        func targets(of rows: Range<Int>, without label: Int?) -> [Target] {
            data.targets[rows].map { target in
                guard case .set(let present, let absent) = target else { return target }
                return .set(present: present.filter { $0 != label }, absent: absent.filter { $0 != label })
            }
        }
        let partly = try TrainingSet(
            features: data.pool.gather(0..<90),
            targets: targets(of: 0..<60, without: 2) + targets(of: 60..<90, without: nil),
            labelCount: 3
        )
        let all = try one.classifier.probabilities(data.training(), of: data.features)
        let some = try one.classifier.probabilities(partly, of: data.features)
        // Hidden units serve all labels.
        for row in 0..<all.rowCount where one.subject.hasIndependentLabels {
            #expect(abs(all[row, 0] - some[row, 0]) < one.subject.tolerance)
            #expect(abs(all[row, 1] - some[row, 1]) < one.subject.tolerance)
        }
        let right = ConformanceData.held.count { (some[$0, 2] > 0.5) == data.targets[$0].present.contains(2) }
        #expect(right > ConformanceData.held.count * 3 / 4)
        let never = try TrainingSet(
            features: data.pool.gather(0..<90),
            targets: targets(of: 0..<90, without: 2),
            labelCount: 3
        )
        let unknown = try one.classifier.probabilities(never, of: data.features)
        #expect((0..<unknown.rowCount).allSatisfy { abs(unknown[$0, 2] - 0.5) < 1e-6 })
    }
}
