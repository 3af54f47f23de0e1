import Foundation
import WinnowLearning
import WinnowNumerics

/// Dense rows of 384 columns by a linear model, on one core.
///
/// `few`: probabilities of a million rows with 4 labels, in single and in half precision, beside a loop that only reads
/// them. `huge`: ten million rows in half precision in a mapped file, on all cores. `many` and `committee`: products with 77 and 770 outputs, beside the same by numpy.
@Sendable func denseBenchmark(_ folder: URL, _ variant: String) async throws {
    if variant == "huge" { return try await measureHuge(folder) }
    let columnCount = 384
    let outputCount = variant == "few" ? 4 : variant == "many" ? 77 : 770
    let rowCount = variant == "few" ? 1_000_000 : 16_384
    var generator = SeededGenerator(seed: 1, purpose: "benchmark")
    // Not one number over and over: zeros and equal pages could be had for less.
    let block = (0..<columnCount * 1000).map { _ in Float(generator.uniform()) - 0.5 }
    let values = (0..<(rowCount + 999) / 1000).flatMap { _ in block }.prefix(rowCount * columnCount)
    let matrix = DenseMatrix(rowCount: rowCount, columnCount: columnCount, values: Array(values))
    let model = linearModel(columnCount: columnCount, outputCount: outputCount)
    if variant == "few" { return try await measureFew(DenseRows(matrix), model) }
    let arrays = SharedArrays(folder: folder)
    try arrays.write(matrix.values, "x")
    try arrays.write(model.weights, "weights")
    let rows = DenseRows(matrix)
    let stride = tableStride(outputCount: outputCount)
    let table = DenseTable(columnCount: columnCount, outputCount: outputCount) { model.weights[$0 * stride + $1] }
    var out = [Float](repeating: 0, count: rowCount * table.outStride)
    let prepared = [
        "rows": Double(rowCount), "columns": Double(columnCount), "outputs": Double(outputCount),
        "stride": Double(stride),
    ]
    try await takeTurns(prepared: prepared) {
        let (time, _) = seconds {
            out.withUnsafeMutableBufferPointer { rows.times(rows: 0..<rowCount, table, into: $0) }
        }
        return ["seconds": time, "first": Double(out[0])]
    }
}

private func linearModel(columnCount: Int, outputCount: Int) -> LinearModel {
    var generator = SeededGenerator(seed: 2, purpose: "benchmark")
    let stride = tableStride(outputCount: outputCount)
    return LinearModel(
        head: .softmax(outputCount: outputCount),
        labelCount: outputCount,
        seenLabels: Array(0..<outputCount),
        featureCount: columnCount,
        columns: (0..<UInt32(columnCount)).map { $0 },
        weights: (0..<columnCount * stride).map { _ in Float(generator.uniform()) - 0.5 },
        bias: [Float](repeating: 0, count: outputCount)
    )
}

private func measureFew(_ rows: DenseRows, _ model: LinearModel) async throws {
    let classifier = FittedClassifier(model: model, calibration: .none)
    let single = PoolFeatures(dense: [.init(columnCount: rows.columnCount, blocks: [rows])])
    let half = PoolFeatures(dense: [.init(columnCount: rows.columnCount, blocks: [rows.halved()])])
    guard case .single(let start) = rows.elements else { return }
    let count = rows.rowCount * rows.columnCount
    try await takeTurns(prepared: ["rows": Double(rows.rowCount)]) {
        let (read, sum) = seconds { sumOfAll(start, count) }
        let (time, probabilities) = try seconds { try classifier.probabilities(of: single) }
        let (halfTime, halved) = try seconds { try classifier.probabilities(of: half) }
        return [
            "read": read, "seconds": time, "half": halfTime, "sum": Double(sum),
            "difference": Double(zip(probabilities.values, halved.values).map { abs($0 - $1) }.max() ?? 0),
        ]
    }
}

/// Reads all numbers once, and does with them the least that keeps the compiler from leaving it out.
private func sumOfAll(_ start: UnsafePointer<Float>, _ count: Int) -> Float {
    var sums = (SIMD16<Float>(), SIMD16<Float>(), SIMD16<Float>(), SIMD16<Float>())
    let vectors = UnsafeRawPointer(start)
    for offset in stride(from: 0, to: count / 64 * 256, by: 256) {
        sums.0 += vectors.loadUnaligned(fromByteOffset: offset, as: SIMD16<Float>.self)
        sums.1 += vectors.loadUnaligned(fromByteOffset: offset + 64, as: SIMD16<Float>.self)
        sums.2 += vectors.loadUnaligned(fromByteOffset: offset + 128, as: SIMD16<Float>.self)
        sums.3 += vectors.loadUnaligned(fromByteOffset: offset + 192, as: SIMD16<Float>.self)
    }
    return (sums.0 + sums.1 + sums.2 + sums.3).sum()
}

/// Ten million rows that lie in a file, as a queue's features do.
private func measureHuge(_ folder: URL) async throws {
    let (rowCount, columnCount, blockCount) = (10_000_000, 384, 1000)
    let url = folder.appending(path: "huge")
    try Data().write(to: url)
    var generator = SeededGenerator(seed: 1, purpose: "benchmark")
    let block = HalfPrecision.narrow((0..<columnCount * blockCount).map { _ in Float(generator.uniform()) - 0.5 })
    let file = try FileHandle(forWritingTo: url)
    let bytes = block.withUnsafeBytes { Data($0) }
    for _ in 0..<rowCount / blockCount { try file.write(contentsOf: bytes) }
    try file.close()
    let mapped = try MappedFile(path: url.path)
    guard let start = mapped.bytes.baseAddress?.assumingMemoryBound(to: UInt16.self) else { return }
    let rows = DenseRows(rowCount: rowCount, columnCount: columnCount, elements: .half(start), owner: mapped)
    let pool = PoolFeatures(dense: [.init(columnCount: columnCount, blocks: [rows])])
    let model = linearModel(columnCount: columnCount, outputCount: 4)
    let classifier = FittedClassifier(model: model, calibration: .none)
    let prepared = ["rows": Double(rowCount), "bytes": Double(mapped.bytes.count)]
    try await takeTurns(prepared: prepared) {
        let (time, probabilities) = try seconds { try classifier.probabilities(of: pool) }
        let (choice, _) = try seconds {
            Ranking(try Uncertainty.margin.select(from: QueryPool(probabilities: probabilities, batchSize: 25, seed: 1)))
        }
        return ["seconds": time, "query": time + choice, "memory": Double(peakMemory())]
    }
}

/// The most memory that the process has had at once, in bytes.
private func peakMemory() -> Int {
    let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
    return 1024 * (line.flatMap { Int($0.filter(\.isNumber)) } ?? 0)
}
