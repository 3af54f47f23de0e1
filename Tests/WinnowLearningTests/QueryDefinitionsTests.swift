import Foundation
import Testing
import WinnowLearning
import WinnowNumerics

/// Strategies against their definitions, computed in the plainest way.
@Suite struct QueryDefinitionsTests {
    static func point(_ pool: QueryPool, _ row: Int) -> [Double] {
        pool.space.map { $0([row]).row(0).map(Double.init) } ?? []
    }

    static func distance(_ first: [Double], _ second: [Double]) -> Double {
        zip(first, second).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }.squareRoot()
    }

    @Test("k-center takes in turn the row that is farthest from all that is labelled or chosen")
    func kCenter() throws {
        let pool = QueryStrategyTests.pool(rows: 60)
        let selection = try KCenter().select(from: pool)
        var known = pool.labelled
        for row in selection.leading {
            let nearest = { (row: Int) in
                known.map { Self.distance(Self.point(pool, row), Self.point(pool, $0)) }.min() ?? 0
            }
            let farthest = pool.open.map(nearest).max() ?? 0
            #expect(abs(nearest(row) - farthest) < 1e-4)
            known.append(row)
        }
    }

    @Test("badge begins with the largest gradient, and its scores are their lengths")
    func badge() throws {
        let pool = QueryStrategyTests.pool(rows: 60)
        let selection = try BADGE().select(from: pool)
        func length(_ row: Int) -> Double {
            var error = pool.probabilities.row(row).map(Double.init)
            let best = error.indices.max { error[$0] < error[$1] } ?? 0
            error[best] -= 1
            let point = Self.point(pool, row)
            return error.flatMap { part in point.map { part * $0 } }.reduce(0) { $0 + $1 * $1 }.squareRoot()
        }
        for row in pool.open { #expect(abs(Double(selection.scores[row]) - length(row)) < 1e-3) }
        #expect(selection.leading[0] == pool.open.max { length($0) < length($1) })
    }

    @Test("density-weighted is the uncertainty times the mean similarity to the pool")
    func densityWeighted() throws {
        let pool = QueryStrategyTests.pool(rows: 40)
        let scores = try DensityWeighted(measure: .margin, power: 2).select(from: pool).scores
        let margins = try Uncertainty.margin.scores(pool.probabilities)
        for row in pool.open {
            let own = Self.point(pool, row)
            let similarities = pool.open.map { other -> Double in
                let point = Self.point(pool, other)
                let product = zip(own, point).reduce(0) { $0 + $1.0 * $1.1 }
                return (1 + product / Self.distance(own, [0, 0]) / Self.distance(point, [0, 0])) / 2
            }
            let density = similarities.reduce(0, +) / Double(similarities.count)
            #expect(abs(Double(scores[row]) - Double(margins[row]) * density * density) < 1e-4)
        }
    }

    @Test("contrastive is the mean divergence from the predictions of the nearest labelled rows")
    func contrastive() throws {
        let pool = QueryStrategyTests.pool(rows: 50, labelled: 12)
        var strategy = Contrastive()
        strategy.neighbourCount = 3
        let scores = try strategy.select(from: pool).scores
        for row in pool.open {
            let nearest = pool.labelled.sorted {
                Self.distance(Self.point(pool, $0), Self.point(pool, row))
                    < Self.distance(Self.point(pool, $1), Self.point(pool, row))
            }.prefix(3)
            let divergences = nearest.map { neighbour in
                zip(pool.probabilities.row(neighbour), pool.probabilities.row(row)).reduce(0.0) {
                    $0 + Double($1.0) * log(Double($1.0) / Double($1.1))
                }
            }
            #expect(abs(Double(scores[row]) - divergences.reduce(0, +) / 3) < 1e-3)
        }
    }

    @Test("typiclust takes a row of each group that has no label")
    func typiclust() throws {
        // The groups are of 30 rows each; the label is in the first.
        let chosen = try TypiClust().select(from: QueryStrategyTests.pool(labelled: 1, batch: 3)).leading
        #expect(Set(chosen.map { $0 / 30 }) == [1, 2, 3])
    }

    @Test("probcover covers the groups without a label first")
    func probcover() throws {
        let chosen = try ProbCover().select(from: QueryStrategyTests.pool(labels: 4, batch: 3)).leading
        #expect(Set(chosen.map { $0 / 30 }) == [1, 2, 3])
    }

    @Test("cluster-margin takes the least margin of each cluster of the candidates, small clusters first")
    func clusterMargin() throws {
        let pool = QueryStrategyTests.pool(batch: 4)
        let chosen = try ClusterMargin().select(from: pool).leading
        let margins = try Uncertainty.margin.scores(pool.probabilities)
        #expect(Set(chosen).count == 4)
        // The candidates are the forty least margins.
        let limit = pool.open.map { margins[$0] }.sorted(by: >)[39]
        #expect(chosen.allSatisfy { margins[$0] >= limit })
    }

    @Test("discriminative prefers groups that have no label")
    func discriminative() throws {
        let selection = try Discriminative().select(from: QueryStrategyTests.pool(batch: 5))
        #expect(selection.leading.allSatisfy { $0 / 30 != 0 })
    }

    @Test("confident positives are those of the rarest label, most probable first")
    func confidentPositives() throws {
        let pool = QueryStrategyTests.pool(labelled: 8)
        // Labels 0, 1, 2, 0, 1, 2, 0, 1: label 2 is the rarest.
        let scores = try ConfidentPositives().select(from: pool).scores
        #expect(pool.open.allSatisfy { scores[$0] == pool.probabilities[$0, 2] })
        #expect(try ConfidentPositives(label: 1).select(from: pool).scores[9] == pool.probabilities[9, 1])
    }

    @Test("label cardinality prefers rows with more or fewer labels than usual")
    func labelCardinality() throws {
        let probabilities = DenseMatrix(rowCount: 3, columnCount: 3, values: [1, 0, 0, 1, 1, 1, 0, 0, 0])
        let pool = QueryPool(
            probabilities: probabilities,
            isMultilabel: true,
            open: [0, 1, 2],
            seed: 1
        )
        // Nothing is labelled: the mean is 0.
        let scores = try LabelCardinality(uncertaintyShare: 0).select(from: pool).scores
        #expect(scores[1] > scores[0] && scores[0] > scores[2])
    }

    @Test("cvirs prefers rows with small margins in many labels")
    func cvirs() throws {
        let probabilities = DenseMatrix(rowCount: 3, columnCount: 2, values: [0.9, 0.1, 0.6, 0.45, 0.55, 0.2])
        let pool = QueryPool(probabilities: probabilities, isMultilabel: true, seed: 1)
        let scores = try CVIRS().select(from: pool).scores
        // Ranks of the margins: label 0: rows 2, 1, 0; label 1: rows 1, 2, 0.
        let expected: [Float] = [0, 0.75, 0.75]
        #expect(zip(scores, expected).allSatisfy { abs($0 - $1) < 1e-6 })
    }
}
