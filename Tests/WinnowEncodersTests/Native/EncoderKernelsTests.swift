import Foundation
import Testing
import WinnowEncoders
import WinnowNumerics

/// Each kernel beside its naive twin, in each precision and at every level that the processor of the test has.
@Suite struct EncoderKernelsTests {
    static let kernels = EncoderPrecision.allCases.flatMap { EncoderKernels.all($0) }

    static func matrix(_ rows: Int, _ columns: Int, seed: UInt64, scale: Float = 1) -> [[Float]] {
        var generator = SeededGenerator(seed: seed, purpose: "encoder")
        return (0..<rows).map { _ in (0..<columns).map { _ in (Float(generator.uniform()) - 0.5) * 2 * scale } }
    }

    static func doubles(_ rows: [[Float]]) -> [[Double]] { rows.map { $0.map(Double.init) } }

    static func worst(_ found: [[Float]], _ expected: [[Double]]) -> Double {
        var worst = 0.0
        for (row, twin) in zip(found, expected) {
            for (a, b) in zip(row, twin) { worst = max(worst, abs(Double(a) - b) / max(1, abs(b))) }
        }
        return worst
    }

    static let shapes: [(rows: Int, inner: Int, outputs: Int)] = [
        (1, 1, 1), (1, 2, 33), (2, 7, 16), (3, 33, 31), (5, 64, 64), (13, 50, 17), (14, 384, 96), (15, 31, 65),
        (16, 40, 24), (29, 12, 32), (43, 130, 48), (300, 24, 72),
    ]

    @Test("a product is that of the naive sums, bit for bit", arguments: kernels, shapes)
    func product(kernels: EncoderKernels, shape: (rows: Int, inner: Int, outputs: Int)) {
        let a = Naive.rounded(Self.matrix(shape.rows, shape.inner, seed: 1), kernels.precision)
        let weights = Self.matrix(shape.outputs, shape.inner, seed: 2)
        let bias = Self.matrix(1, shape.outputs, seed: 3)[0]
        // Weights become bytes from what they are in the file.
        let known = kernels.precision == .byte ? weights : Naive.rounded(weights, kernels.precision)
        let expected = Naive.product(a, known, bias, kernels)
        let found = kernels.product(a, weights: weights, bias: bias)
        #expect(found == Naive.rounded(expected, kernels.precision))
        let target = Self.matrix(shape.rows, shape.outputs, seed: 4)
        let sums = zip(target, expected).map { row, twin in zip(row, twin).map { $0 + $1 } }
        #expect(kernels.product(a, weights: weights, bias: bias, onto: target) == sums)
    }

    @Test(
        "what comes between two products is the function of its name",
        arguments: kernels,
        EncoderConfiguration.Activation.allCases
    )
    func activations(kernels: EncoderKernels, activation: EncoderConfiguration.Activation) {
        // Products by 1 are the numbers themselves.
        let numbers = stride(from: Float(-9), through: 9, by: 0.0078125).map { [$0] } + [[-300], [-1e20], [300], [0]]
        let a = Naive.rounded(numbers, kernels.precision)
        let found = kernels.product(a, weights: [[1]], bias: [0], activation: activation)
        // The number itself is not exact in 8 bits.
        if kernels.precision == .byte { return }
        // As `gelu` in encoder_numbers.h says, and the rounding of the result.
        let (share, rounding) = kernels.precision == .single ? (4e-7, 2e-7) : (4e-5, 0.004)
        var odd: [Float] = []
        for (x, y) in zip(a, found) {
            let expected = Naive.activated(Double(x[0]), activation)
            let tolerance = share * abs(Double(x[0])) + rounding * abs(expected)
            if !(abs(Double(y[0]) - expected) <= tolerance) { odd.append(x[0]) }
        }
        #expect(odd.isEmpty)
    }

    @Test(
        "attention is that of the naive sums, with and without what is added for distances",
        arguments: kernels,
        [(1, 2, 2), (2, 4, 1), (7, 24, 3), (16, 64, 2), (31, 32, 1), (33, 96, 2), (100, 20, 2), (257, 40, 1)]
    )
    func attention(kernels: EncoderKernels, shape: (length: Int, width: Int, heads: Int)) {
        let rows = Naive.rounded(Self.matrix(shape.length, 3 * shape.width, seed: 5, scale: 2), kernels.precision)
        let tolerance = kernels.precision == .single ? 2e-5 : 0.02
        let expected = Naive.attention(Self.doubles(rows), headCount: shape.heads)
        #expect(Self.worst(kernels.attention(rows, headCount: shape.heads), expected) < tolerance)
        let relative = Self.matrix(shape.heads, 2 * shape.length - 1, seed: 6, scale: 4)
        let shifted = Naive.attention(Self.doubles(rows), headCount: shape.heads, relative: Self.doubles(relative))
        let found = kernels.attention(rows, headCount: shape.heads, relative: relative)
        #expect(Self.worst(found, shifted) < tolerance)
    }

    @Test("attention to scores far apart takes the highest, and stays finite")
    func extremes() {
        for kernels in Self.kernels {
            let rows: [[Float]] = [[100, 0, 100, 0, 1, 2], [0, 0, -100, 0, 3, 4], [0, 0, 0, 100, 5, 6]]
            let found = kernels.attention(rows, headCount: 1)
            #expect(found[0] == [1, 2], "\(kernels.name)")
            #expect(Self.worst([found[1]], [[3, 4]]) < 0.01, "\(kernels.name)")
        }
    }

    @Test(
        "normalised rows have the mean, the variance, the scale and the shift",
        arguments: kernels,
        [2, 15, 16, 24, 33, 384]
    )
    func normalization(kernels: EncoderKernels, width: Int) {
        let rows = Self.matrix(5, width, seed: 7, scale: 3)
        let scale = Self.matrix(1, width, seed: 8)[0]
        let shift = Self.matrix(1, width, seed: 9)[0]
        let found = kernels.normalized(rows, scale: scale, shift: shift, epsilon: 1e-5)
        let expected = Self.doubles(rows).map {
            Naive.normalized($0, scale.map(Double.init), shift.map(Double.init), 1e-5)
        }
        #expect(Self.worst(found.rows, expected) < 1e-5)
        #expect(found.copies == Naive.rounded(found.rows, kernels.precision))
    }

    @Test(
        "one vector is the mean, the first or the highest of rows",
        arguments: kernels,
        SentencePipeline.Pooling.allCases
    )
    func pooling(kernels: EncoderKernels, pooling: SentencePipeline.Pooling) {
        for (rows, width) in [(1, 2), (3, 16), (7, 24), (40, 33)] {
            let x = Self.matrix(rows, width, seed: 10)
            let expected = Naive.pooled(Self.doubles(x), pooling)
            #expect(Self.worst([kernels.pooled(x, pooling, isNormalized: false)], [expected]) < 1e-6)
            let length = expected.reduce(0) { $0 + $1 * $1 }.squareRoot()
            let unit = kernels.pooled(x, pooling, isNormalized: true)
            #expect(Self.worst([unit], [expected.map { $0 / length }]) < 1e-6)
        }
        #expect(kernels.pooled([[0, 0, 0]], pooling, isNormalized: true) == [0, 0, 0])
    }

    @Test("levels that add products with one rounding have the same bits")
    func levels() {
        for precision in EncoderPrecision.allCases {
            let fused = EncoderKernels.all(precision).filter { $0.level > 0 }
            guard let first = fused.first else { continue }
            let rows = Naive.rounded(Self.matrix(37, 3 * 48, seed: 11), precision)
            let expected = first.attention(rows, headCount: 3)
            for kernels in fused { #expect(kernels.attention(rows, headCount: 3) == expected, "\(kernels.name)") }
        }
    }
}
