import Foundation
import Synchronization
import WinnowLearning
import WinnowNumerics
import WinnowPlots

/// Learning curves of query strategies on the features of a frozen encoder, after the protocol of the peers' file: the
/// same features, initial rows and number of queries, a fit from scratch after each. Not timed.
///
/// Reads `plan.json` from the folder, writes `curves.json` and `curves.svg` there.
@Sendable func curvesBenchmark(_ folder: URL, _ set: String) async throws {
    let plan = try JSONDecoder().decode(CurvePlan.self, from: Data(contentsOf: folder.appending(path: "plan.json")))
    let task = try CurveTask(set, features: URL(filePath: plan.features), batch: plan.batch, queries: plan.queries)
    let runs = plan.strategies.flatMap { strategy in
        plan.initial.keys.sorted().map { CurveRun(strategy: strategy, seed: $0) }
    }
    try await takeTurns(prepared: ["runs": Double(runs.count)]) {
        let done = Mutex(0)
        let curves = ParallelFor.map(runs.count) { number in
            let run = runs[number]
            let curve = Result { try task.curve(run, initial: plan.initial[run.seed] ?? []) }
            let count = done.withLock { done in
                done += 1
                return done
            }
            FileHandle.standardError.write(Data("\(set) \(count) of \(runs.count): \(run.strategy)\n".utf8))
            return curve
        }
        let all = try curves.map { try $0.get() }
        try JSONEncoder().encode(all).write(to: folder.appending(path: "curves.json"))
        try Data(picture(of: all, set, plan).svg.utf8).write(to: folder.appending(path: "curves.svg"))
        return ["curves": Double(curves.count)]
    }
}

/// Some of the strategies, the mean of their seeds with its standard error.
private func picture(of curves: [Curve], _ set: String, _ plan: CurvePlan) -> LineChart {
    let lines = plan.pictured.map { strategy in
        let own = curves.filter { $0.strategy == strategy }.map(\.accuracy)
        let points = (0...plan.queries).map { query in
            let values = own.map { $0[query] }
            let mean = values.reduce(0, +) / Double(values.count)
            let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
            let error = (squares / Double(max(1, values.count - 1)) / Double(values.count)).squareRoot()
            return LineChart.Point(
                x: Double(plan.batch * (query + 1)), y: mean, low: max(0, mean - error), high: min(1, mean + error)
            )
        }
        return LineChart.Curve(name: strategy, points: points)
    }
    func percent(_ share: Double) -> String { "\((1000 * share).rounded() / 10) %" }
    let ends = lines.map { line in "\(line.name) \(percent(line.points[plan.queries].y))" }
    return LineChart(
        title: "\(set): accuracy by labels",
        summary: "After \(plan.batch * (plan.queries + 1)) labels: \(ends.joined(separator: ", ")).",
        xTitle: "labels",
        yTitle: "accuracy on the test file, mean of \(plan.initial.count) seeds ± its standard error",
        curves: lines,
        yText: { "\(Int((100 * $0).rounded())) %" }
    )
}

struct CurvePlan: Decodable {
    /// The folder of `NAME-train.npy` and `NAME-test.npy`.
    let features: String
    let batch: Int
    let queries: Int
    let strategies: [String]
    /// Those of the strategies that the picture shows.
    let pictured: [String]
    /// Rows of train, by seed.
    let initial: [String: [Int]]
}

struct CurveRun {
    /// A query strategy, with `own ` before it for the head of a queue file without settings.
    let strategy: String
    let seed: String
}

struct Curve: Encodable {
    let strategy: String
    let seed: String
    /// Shares of test rows, after the initial rows and after each query.
    let accuracy: [Double]
}

/// A pool of dense rows with the labels that a simulated annotator gives.
struct CurveTask {
    let pool: DenseMatrix
    let labels: [Int]
    let test: DenseMatrix
    let testLabels: [Int]
    let labelCount: Int
    let batch: Int
    let queries: Int
    /// For tempering: variances of the columns of `pool`, which are along its principal axes.
    let variances: [Double]

    init(_ set: String, features: URL, batch: Int, queries: Int) throws {
        let train = try LabelledTexts(set, ["train"])
        let tests = try LabelledTexts(set, ["test"], names: train.names)
        let rows = try DenseMatrix(npy: features.appending(path: "\(set)-train.npy"))
        let testRows = try DenseMatrix(npy: features.appending(path: "\(set)-test.npy"))
        // Rows that are turned keep their lengths and angles, so it makes no difference to any other strategy or head.
        let axes = PrincipalAxes(of: WideMatrix(rows))
        pool = rows.times(axes.rotation)
        test = testRows.times(axes.rotation)
        variances = axes.variances
        (labels, testLabels, labelCount) = (train.labels, tests.labels, train.names.count)
        (self.batch, self.queries) = (batch, queries)
    }

    func curve(_ run: CurveRun, initial: [Int]) throws -> Curve {
        let isOwn = run.strategy.hasPrefix("own ")
        let name = isOwn ? String(run.strategy.dropFirst(4)) : run.strategy
        let strategy = try curveStrategy(name)
        var rows = initial.sorted()
        var accuracy: [Double] = []
        for query in 0...queries {
            let scales = ColumnScales(
                dense: isOwn
                    ? Tempering().scales(variances: variances, labelCount: rows.count)
                    : [Float](repeating: 1, count: pool.columnCount)
            )
            let head = LogisticRegression(l2: 0.1, balancesLabels: isOwn)
            let training = try training(rows, scales)
            let model = try head.fit(training).model.unscaled(scales, sparseColumnCount: 0)
            let fitted = FittedClassifier(model: model, calibration: .none)
            accuracy.append(try share(fitted))
            guard query < queries else { break }
            let seed = (UInt64(run.seed) ?? 0) &* 1000 &+ UInt64(query)
            let members =
                strategy is CommitteeDisagreement
                ? try Committee.fit(try CommitteeMember.bootstrap(head, on: training, count: 5, seed: seed)) : []
            let committee = members.map {
                FittedClassifier(model: $0.unscaled(scales, sparseColumnCount: 0), calibration: .none)
            }
            rows = (rows + (try chosen(strategy, rows, fitted, Committee(committee), scales, seed))).sorted()
        }
        return Curve(strategy: run.strategy, seed: run.seed, accuracy: accuracy)
    }

    private func training(_ rows: [Int], _ scales: ColumnScales) throws -> TrainingSet {
        try TrainingSet(
            features: FeatureRows(dense: scales.scaled(pool.selecting(rows: rows))),
            targets: rows.map { .label(labels[$0]) },
            labelCount: labelCount
        )
    }

    private func share(_ model: FittedClassifier) throws -> Double {
        let probabilities = try model.probabilities(of: FeatureRows(dense: test))
        let right = testLabels.indices.filter { row in
            let values = probabilities.row(row)
            let best = values.indices.max { values[$0] < values[$1] } ?? values.startIndex
            return best - values.startIndex == testLabels[row]
        }
        return Double(right.count) / Double(testLabels.count)
    }

    private func chosen(
        _ strategy: any QueryStrategy,
        _ rows: [Int],
        _ model: FittedClassifier,
        _ committee: Committee,
        _ scales: ColumnScales,
        _ seed: UInt64
    ) throws -> [Int] {
        let features = PoolFeatures(dense: [.init(columnCount: pool.columnCount, blocks: [DenseRows(pool)])])
        let known = Set(rows)
        let open = labels.indices.filter { !known.contains($0) }
        let query = QueryPool(
            probabilities: try model.probabilities(of: features),
            open: open,
            labelled: rows,
            labelSets: rows.map { [labels[$0]] },
            batchSize: batch,
            committee: try committee.probabilities(of: features),
            seed: seed,
            space: { WideMatrix(scales.scaled(pool.selecting(rows: $0))) }
        )
        var ranking = Ranking(try strategy.select(from: query), prefixCount: batch + rows.count)
        let ranked = labels.indices.lazy.compactMap { ranking.position(atRank: $0) }
        return Array(ranked.filter { !known.contains($0) }.prefix(batch))
    }
}

private func curveStrategy(_ name: String) throws -> any QueryStrategy {
    if let uncertainty = Uncertainty(rawValue: name) { return uncertainty }
    if let disagreement = CommitteeDisagreement(rawValue: name) { return disagreement }
    switch name {
    case "random": return RandomChoice()
    case "auto": return AutoStrategy()
    case "adaptive-cluster-margin": return AdaptiveClusterMargin()
    case "cluster-margin": return ClusterMargin()
    case "falcun": return Falcun()
    case "badge": return BADGE()
    case "k-center": return KCenter()
    case "k-means": return KMeansMedoids()
    case "typiclust": return TypiClust()
    case "probcover": return ProbCover()
    case "contrastive": return Contrastive()
    case "discriminative": return Discriminative()
    case "density-weighted": return DensityWeighted()
    case "power-margin": return StochasticBatch(.power, of: .margin)
    default: throw CocoaError(.featureUnsupported)
    }
}

extension DenseMatrix {
    /// A matrix of single precision that numpy saved.
    init(npy file: URL) throws {
        let data = try Data(contentsOf: file)
        // Magic and version, then a header of so many bytes (Python's text), then the numbers.
        guard data.count > 10, data.prefix(6) == Data([0x93] + "NUMPY".utf8) else { throw CocoaError(.fileReadCorruptFile) }
        let start = 10 + Int(data[8]) + Int(data[9]) << 8
        let header = String(decoding: data[10..<start], as: UTF8.self)
        let shape = header.firstMatch(of: /\((\d+), (\d+)\)/).flatMap { match in
            Int(match.1).flatMap { rows in Int(match.2).map { (rows, $0) } }
        }
        guard let (rows, columns) = shape, header.contains("'<f4'"), data.count == start + 4 * rows * columns else {
            throw CocoaError(.fileReadCorruptFile)
        }
        let values = [Float](unsafeUninitializedCapacity: rows * columns) { buffer, count in
            _ = data[start...].copyBytes(to: buffer)
            count = rows * columns
        }
        self.init(rowCount: rows, columnCount: columns, values: values)
    }

    /// The product with a square table, row-major `(d, d)`.
    fileprivate func times(_ square: [Double]) -> DenseMatrix {
        let width = columnCount
        let table = DenseTable(columnCount: width, outputCount: width, isPadded: true) { Float(square[$0 * width + $1]) }
        var values = [Float](repeating: 0, count: rowCount * table.outStride)
        values.withUnsafeMutableBufferPointer { DenseRows(self).times(rows: 0..<rowCount, table, into: $0) }
        let rows = (0..<rowCount).flatMap { values[$0 * table.outStride..<$0 * table.outStride + width] }
        return DenseMatrix(rowCount: rowCount, columnCount: width, values: rows)
    }
}
