import Foundation
import Testing
import WinnowNumerics

@Suite struct RefinedCurvatureTests {
    @Test("weighted softmax is that of double precision, whatever lies behind a row", arguments: [1, 3, 4, 16, 21, 77])
    func weightedSoftmax(outputCount: Int) {
        let (rowCount, stride) = (37, outputCount + 3)
        let logits = DenseKernelsTests.random(rowCount * stride, seed: 5).map { 20 * $0 }
        let weights = (0..<rowCount).map { Float($0 % 4) }
        var values = logits
        var highest = [Float](repeating: 0, count: rowCount)
        var sums = highest
        values.withUnsafeMutableBufferPointer { values in
            highest.withUnsafeMutableBufferPointer { highest in
                sums.withUnsafeMutableBufferPointer { sums in
                    weights.withUnsafeBufferPointer { weights in
                        DenseKernels.best.weightedSoftmax(
                            values,
                            outputCount: outputCount,
                            stride: stride,
                            weights: weights,
                            highest: highest,
                            sums: sums
                        )
                    }
                }
            }
        }
        for row in 0..<rowCount {
            let z = (0..<outputCount).map { Double(logits[row * stride + $0]) }
            let most = z.max() ?? 0
            let sum = z.reduce(0.0) { $0 + exp($1 - most) }
            #expect(Double(highest[row]) == most)
            #expect(abs(Double(sums[row]) - sum) < 1e-5 * sum)
            for output in 0..<stride {
                let wanted = output < outputCount ? Double(weights[row]) * exp(z[output] - most) / sum : 0
                #expect(abs(Double(values[row * stride + output]) - wanted) < 1e-5)
            }
        }
    }

    @Test("a rotation and its transpose multiply tables")
    func rotation() {
        let (count, stride) = (50, 32)
        let rows = DenseKernelsTests.random(count * count, seed: 7).map(Double.init)
        let table = DenseKernelsTests.random(count * stride, seed: 8)
        let rotation = Rotation(rows: rows, count: count)
        let (there, back) = (rotation.times(table), rotation.transposedTimes(table))
        for row in 0..<count {
            for column in 0..<stride {
                var (first, second) = (0.0, 0.0)
                for k in 0..<count {
                    first += rows[row * count + k] * Double(table[k * stride + column])
                    second += rows[k * count + row] * Double(table[k * stride + column])
                }
                #expect(abs(Double(there[row * stride + column]) - first) < 1e-4)
                #expect(abs(Double(back[row * stride + column]) - second) < 1e-4)
            }
        }
    }
}
