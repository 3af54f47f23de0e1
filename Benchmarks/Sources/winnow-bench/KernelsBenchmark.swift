import Foundation
import WinnowLearning
import WinnowNumerics

/// The kernels that no other benchmark measures by itself, one after the other on one core: softmax and entropy of 100,000
/// rows of 10 outputs, distances of 20,000 rows of 384 columns to 512 points, the nearest of these, and sparse rows by 256
/// outputs.
@Sendable func kernelsBenchmark(_ folder: URL, _ variant: String) async throws {
    let task = KernelTask()
    let arrays = SharedArrays(folder: folder)
    try arrays.write(task.logits, "logits")
    try arrays.write(task.rows.values, "x")
    try arrays.write(task.points.values, "points")
    try arrays.write(task.sparse, "sparse")
    try arrays.write(task.table.values, "table")
    try await takeTurns(prepared: ["outputs": 10, "columns": 384, "terms": Double(task.sparse.columnCount)]) {
        task.measure()
    }
}

private struct KernelTask {
    let logits: [Float]
    let rows: WideMatrix
    let points: WideMatrix
    let sparse: SparseMatrix
    let table: WideMatrix

    init() {
        var generator = SeededGenerator(seed: 3, purpose: "kernels")
        logits = (0..<1_000_000).map { _ in 12 * Float(generator.uniform()) - 6 }
        func wide(_ rowCount: Int, _ columnCount: Int) -> WideMatrix {
            let values = (0..<rowCount * columnCount).map { _ in Float(generator.uniform()) - 0.5 }
            return WideMatrix(DenseMatrix(rowCount: rowCount, columnCount: columnCount, values: values))
        }
        rows = wide(20_000, 384)
        points = wide(512, 384)
        table = wide(20_000, 256)
        var builder = SparseMatrixBuilder(columnCount: 20_000)
        for _ in 0..<20_000 {
            let columns = Set((0..<40).map { _ in UInt32.random(in: 0..<20_000, using: &generator) }).sorted()
            builder.append(columns: columns, values: columns.map { _ in Float(generator.uniform()) })
        }
        sparse = builder.build()
    }

    func measure() -> [String: Double] {
        var (probabilities, entropies) = (logits, [Float](repeating: 0, count: 100_000))
        let lengths = rows.squaredLengths()
        let softmax = seconds { probabilities.withUnsafeMutableBufferPointer { DenseKernels.best.softmax($0, outputCount: 10) } }
        let entropy = seconds {
            probabilities.withUnsafeBufferPointer { values in
                entropies.withUnsafeMutableBufferPointer {
                    DenseKernels.best.entropies(values, outputCount: 10, into: $0)
                }
            }
        }
        let distances = seconds { rows.squaredDistances(to: points, squaredLengths: lengths) }
        let nearest = seconds { rows.nearest(to: points, squaredLengths: lengths) }
        let product = seconds { sparse.times(table) }
        return [
            "softmax": softmax.0, "entropy": entropy.0, "distances": distances.0, "nearest": nearest.0,
            "sparse": product.0,
            // So that the peer can tell whether it did the same.
            "entropy sum": Double(entropies.reduce(0, +)),
            "distance sum": distances.1.values.reduce(0) { $0 + Double($1) },
            "nearest sum": Double(nearest.1.centres.reduce(0, +)),
            "sparse sum": product.1.values.reduce(0) { $0 + Double($1) },
        ]
    }
}
