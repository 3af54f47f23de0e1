import Testing
import WinnowLearning
import WinnowNumerics

/// Strategies that change what another one chooses.
@Suite struct DecoratorTests {
    static func order(_ selection: Selection, open: [Int]) -> [Int] {
        let behind = topPositions(selection.scores.count, of: selection.scores).filter(Set(open).contains)
        return selection.leading + behind.filter { !selection.leading.contains($0) }
    }

    @Suite struct SubsampledTests {
        @Test("so many rows come first, in the strategy's order, and all others behind them")
        func limit() throws {
            let pool = QueryStrategyTests.pool()
            let inner = try Uncertainty.margin.select(from: pool).scores
            let outer = try Subsampled(Uncertainty.margin, rowLimit: 20).select(from: pool)
            let first = Array(DecoratorTests.order(outer, open: pool.open).prefix(20))
            #expect(first == first.sorted { inner[$0] > inner[$1] })
            #expect(first != Array(topPositions(120, of: inner).filter { $0 >= 8 }.prefix(20)))
            #expect(first.allSatisfy { outer.scores[$0] == inner[$0] })
        }

        @Test("every open row is looked at as often as any other")
        func evenness() throws {
            var counts = [Int](repeating: 0, count: 120)
            for seed in 0..<1_000 {
                let pool = QueryStrategyTests.pool(seed: UInt64(seed))
                let selection = try Subsampled(Uncertainty.margin, rowLimit: 28).select(from: pool)
                for row in DecoratorTests.order(selection, open: pool.open).prefix(28) { counts[row] += 1 }
            }
            // 250 ± 4.5 standard deviations.
            #expect(counts[8...].allSatisfy { (188...312).contains($0) })
        }

        @Test("draws have probabilities only while every open row is looked at")
        func probabilities() throws {
            let pool = QueryStrategyTests.pool()
            let all = try Subsampled(StochasticBatch(), rowLimit: 112).select(from: pool)
            #expect(try all == StochasticBatch().select(from: pool) && all.probabilities?.count == 7)
            #expect(try Subsampled(StochasticBatch(), rowLimit: 111).select(from: pool).probabilities == nil)
        }

        @Test("scores at the end of what can be written stay finite and in order")
        func extremes() {
            for least in [-Float.greatestFiniteMagnitude, -1e30, 0, 1e30] {
                struct Constant: QueryStrategy {
                    let score: Float
                    func select(from pool: QueryPool) -> Selection {
                        Selection(scores: [Float](repeating: score, count: pool.rowCount))
                    }
                }
                let pool = QueryStrategyTests.pool()
                let scores = (try? Subsampled(Constant(score: least), rowLimit: 9).select(from: pool).scores) ?? []
                #expect(scores.count == 120 && scores.allSatisfy { $0.isFinite && $0 <= least })
                #expect(least < -1e38 || scores.count { $0 < least } == 111)
            }
        }
    }

    @Suite struct LabelBalancedTests {
        /// Rows that count for a label each.
        static func pool(labels: [Int], labelled: [Int], batch: Int) -> QueryPool {
            var probabilities = DenseMatrix(zeros: labels.count, 3)
            for (row, label) in labels.enumerated() {
                let rest = 0.1 + 0.2 * Float(row) / Float(labels.count)
                for other in 0..<3 { probabilities[row, other] = other == label ? 1 - rest : rest / 2 }
            }
            return QueryPool(
                probabilities: probabilities,
                open: Array(labelled.count..<labels.count),
                labelled: Array(labelled.indices),
                labelSets: labelled.map { [$0] },
                batchSize: batch,
                seed: 1
            )
        }

        @Test("the batch makes labelled rows and itself as even as predicted rows allow")
        func quotas() throws {
            var generator = SeededGenerator(seed: 4, purpose: "quotas")
            for _ in 0..<100 {
                let labels = (0..<30).map { _ in max(0, Int(generator.uniform() * 5) - 2) }
                let labelled = (0..<6).map { _ in Int(generator.uniform() * 3) }
                let batch = 1 + Int(generator.uniform() * 12)
                let pool = Self.pool(labels: labels, labelled: labelled, batch: batch)
                let chosen = try LabelBalanced(Uncertainty.margin).select(from: pool).leading
                let rows = pool.open.map { labels[$0] }
                func unevenness(_ quotas: [Int]) -> Int {
                    quotas.indices.reduce(0) { sum, label in
                        let all = labelled.count { $0 == label } + quotas[label]
                        return sum + all * all
                    }
                }
                var least = Int.max
                for first in 0...batch {
                    for second in 0...(batch - first) {
                        let quotas = [first, second, batch - first - second]
                        guard (0..<3).allSatisfy({ label in quotas[label] <= rows.count { $0 == label } })
                        else { continue }
                        least = min(least, unevenness(quotas))
                    }
                }
                #expect(unevenness((0..<3).map { label in chosen.count { labels[$0] == label } }) == least)
            }
        }

        @Test("within a label rows come in the strategy's order, a batch of its own before scores")
        func order() throws {
            let pool = QueryStrategyTests.pool(batch: 20)
            let predicted = (0..<120).map { row in
                (0..<3).max { pool.probabilities[row, $0] < pool.probabilities[row, $1] } ?? 0
            }
            for strategy: any QueryStrategy in [Uncertainty.margin, BADGE()] {
                let inner = DecoratorTests.order(try strategy.select(from: pool), open: pool.open)
                let chosen = try LabelBalanced(strategy).select(from: pool).leading
                for label in 0..<3 {
                    let own = chosen.filter { predicted[$0] == label }
                    #expect(own == Array(inner.filter { predicted[$0] == label }.prefix(own.count)))
                }
            }
        }

        @Test("with several labels an item it changes nothing")
        func multilabel() throws {
            let pool = QueryStrategyTests.pool(isMultilabel: true)
            let strategy = StochasticBatch()
            #expect(try LabelBalanced(strategy).select(from: pool) == strategy.select(from: pool))
        }
    }

    @Suite struct DeduplicatedTests {
        /// Rows in eight directions, of different lengths.
        static func pool(batch: Int, labelled: [Int] = [], directions: Int = 8) -> QueryPool {
            var points = WideMatrix(zeros: 80, directions)
            for row in 0..<80 { points[row, row % directions] = Float(1 + row) }
            let fixed = points
            return QueryPool(
                probabilities: UncertaintyTests.probabilities(rows: 80, labels: 3, seed: 3),
                open: (0..<80).filter { !labelled.contains($0) },
                labelled: labelled,
                labelSets: labelled.map { _ in [0] },
                batchSize: batch,
                seed: 1,
                space: { fixed.selecting(rows: $0) }
            )
        }

        @Test("of rows alike only the strategy's first is chosen, and none like a labelled one")
        func passedOver() throws {
            let pool = Self.pool(batch: 6, labelled: [3, 21])
            let order = DecoratorTests.order(try Uncertainty.margin.select(from: pool), open: pool.open)
            let chosen = try Deduplicated(Uncertainty.margin).select(from: pool).leading
            var expected: [Int] = []
            for row in order where row % 8 != 3 && row % 8 != 5 && !expected.contains(where: { $0 % 8 == row % 8 }) {
                expected.append(row)
            }
            #expect(expected.count == 6 && chosen == expected)
        }

        @Test("where there are not enough that differ, the first of those passed over fill the batch")
        func filled() throws {
            let pool = Self.pool(batch: 12)
            let order = DecoratorTests.order(try Uncertainty.margin.select(from: pool), open: pool.open)
            let chosen = try Deduplicated(Uncertainty.margin).select(from: pool).leading
            #expect(chosen.count == 12 && Set(chosen.prefix(8).map { $0 % 8 }).count == 8)
            #expect(Array(chosen.suffix(4)) == Array(order.filter { !chosen.prefix(8).contains($0) }.prefix(4)))
        }

        @Test("is the same whether the batch is found among the first rows or far behind them")
        func chunks() throws {
            // 256 rows are looked at at once; 300 copies of the best come before anything else.
            var points = WideMatrix(zeros: 320, 3)
            for row in 0..<320 { points[row, row < 300 ? 0 : 1 + row % 2] = 1 }
            let fixed = points
            var probabilities = DenseMatrix(zeros: 320, 2)
            for row in 0..<320 {
                probabilities[row, 0] = 0.5 + 0.001 * Float(row)
                probabilities[row, 1] = 1 - probabilities[row, 0]
            }
            let pool = QueryPool(
                probabilities: probabilities,
                batchSize: 3,
                seed: 1,
                space: { fixed.selecting(rows: $0) }
            )
            #expect(try Deduplicated(Uncertainty.margin).select(from: pool).leading == [0, 300, 301])
            var near = Deduplicated(Uncertainty.margin)
            near.candidateLimit = 300
            #expect(try near.select(from: pool).leading == [0, 1, 2])
        }

        @Test("rows without a direction are like no other, not even like each other")
        func zeros() throws {
            let base = Self.pool(batch: 5)
            let pool = QueryPool(
                probabilities: base.probabilities,
                batchSize: 5,
                seed: 1,
                space: { WideMatrix(zeros: $0.count, 2) }
            )
            let plain = DecoratorTests.order(try Uncertainty.margin.select(from: pool), open: pool.open)
            #expect(
                try Deduplicated(Uncertainty.margin, similarity: 0.3).select(from: pool).leading == Array(plain[..<5])
            )
        }
    }
}
