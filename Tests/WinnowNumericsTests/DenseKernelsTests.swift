import Foundation
import Testing
import WinnowNumerics

/// Each kernel beside its naive twin, at every level that the processor of the test has.
@Suite struct DenseKernelsTests {
    static let levels = DenseKernels.all.map(\.level)

    static func random(_ count: Int, seed: UInt64, scale: Float = 1) -> [Float] {
        var generator = SeededGenerator(seed: seed, purpose: "dense")
        return (0..<count).map { _ in (Float(generator.uniform()) - 0.5) * 2 * scale }
    }

    static func matrix(_ rows: Int, _ columns: Int, seed: UInt64) -> DenseMatrix {
        DenseMatrix(rowCount: rows, columnCount: columns, values: random(rows * columns, seed: seed))
    }

    static func kernels(_ level: Int) throws -> DenseKernels {
        try #require(DenseKernels.all.first { $0.level == level })
    }

    /// `a · b + c`, rounded once or twice, as the kernels do it.
    static func add(_ a: Float, _ b: Float, _ c: Float, _ isFused: Bool) -> Float {
        isFused ? c.addingProduct(a, b) : c + a * b
    }

    /// Inner products in the order that the kernels promise: 16 lanes, halved until one is left; or one sum for many
    /// outputs.
    static func naive(_ x: [Float], _ table: [[Float]], isFew: Bool, isFused: Bool) -> [Float] {
        table.map { column in
            guard isFew else {
                return zip(x, column).reduce(0) { add($1.0, $1.1, $0, isFused) }
            }
            var lanes = [Float](repeating: 0, count: 16)
            for (place, pair) in zip(x, column).enumerated() {
                lanes[place % 16] = add(pair.0, pair.1, lanes[place % 16], isFused)
            }
            while lanes.count > 1 { lanes = (0..<lanes.count / 2).map { lanes[$0] + lanes[$0 + lanes.count / 2] } }
            return lanes[0]
        }
    }

    @Test(
        "a product of dense rows is that of the naive sums, bit for bit, in single and half precision",
        arguments: levels,
        [(1, 1, 1), (7, 33, 2), (13, 384, 4), (9, 50, 8), (205, 300, 9), (5, 1030, 17), (100, 384, 80)]
    )
    func product(level: Int, shape: (rows: Int, columns: Int, outputs: Int)) throws {
        let kernels = try Self.kernels(level)
        let matrix = Self.matrix(shape.rows, shape.columns, seed: 1)
        let weights = Self.matrix(shape.outputs, shape.columns, seed: 2)
        let columns = (0..<shape.outputs).map { Array(weights.row($0)) }
        for isPadded in [false, true] {
            let table = DenseTable(columnCount: shape.columns, outputCount: shape.outputs, isPadded: isPadded) {
                weights[$1, $0]
            }
            for rows in [DenseRows(matrix), DenseRows(matrix).halved()] {
                let first = shape.rows / 3
                var out = [Float](repeating: .nan, count: (shape.rows - first) * table.outStride)
                out.withUnsafeMutableBufferPointer {
                    rows.times(rows: first..<shape.rows, table, into: $0, kernels: kernels)
                }
                for row in first..<shape.rows {
                    let expected = Self.naive(
                        rows.row(row),
                        columns,
                        isFew: shape.outputs <= 8 && !isPadded,
                        isFused: kernels.isFused
                    )
                    let start = (row - first) * table.outStride
                    #expect(Array(out[start..<start + shape.outputs]) == expected, "row \(row)")
                }
            }
        }
    }

    @Test("levels that round once give the same bits")
    func sameBits() throws {
        let fused = DenseKernels.all.filter(\.isFused)
        let rows = DenseRows(Self.matrix(120, 384, seed: 3))
        for outputs in [4, 77] {
            let weights = Self.matrix(outputs, 384, seed: 4)
            let table = DenseTable(columnCount: 384, outputCount: outputs) { weights[$1, $0] }
            let products = fused.map { kernels in
                [Float](unsafeUninitializedCapacity: 120 * table.outStride) { buffer, count in
                    rows.times(rows: 0..<120, table, into: buffer, kernels: kernels)
                    count = 120 * table.outStride
                }
            }
            #expect(products.allSatisfy { $0 == products[0] })
        }
    }

    @Test("every half is widened to the number that it stands for, and numbers are narrowed to the nearest half")
    func halves() {
        for kernels in DenseKernels.all {
            let bits = (UInt16.min...UInt16.max).map { $0 }
            let wide = HalfPrecision.widen(bits, kernels: kernels)
            for (half, value) in zip(bits, wide) {
                let (exponent, fraction) = (Int(half >> 10 & 31), Float(half & 1023))
                let sign: Float = half & 0x8000 == 0 ? 1 : -1
                if exponent == 31 {
                    #expect(fraction == 0 ? value == sign * .infinity : value.isNaN)
                } else {
                    let magnitude =
                        exponent == 0
                        ? fraction * 0x1p-24
                        : Float(sign: .plus, exponent: exponent - 15, significand: 1 + fraction / 1024)
                    #expect(value == sign * magnitude && value.sign == (sign > 0 ? .plus : .minus))
                }
            }
            let numbers = zip(bits, wide).filter { $0.1.isFinite }
            #expect(HalfPrecision.narrow(numbers.map(\.1)) == numbers.map(\.0))
        }
        // Halfway goes to the even neighbour, a little more or less to the nearer one.
        let between: [Float] = [
            1 + 0x1p-11, 1 + 3 * 0x1p-11, 1 + 0x1.8p-11, 1 + 0x0.8p-11, 0x1p-25, 0x1.8p-25, 65_519, 65_520,
        ]
        #expect(HalfPrecision.narrow(between) == [0x3c00, 0x3c02, 0x3c01, 0x3c00, 0, 1, 0x7bff, 0x7c00])
        #expect(HalfPrecision.widen(HalfPrecision.narrow([-.infinity, .nan])).map(\.isNaN) == [false, true])
    }

    @Test("exponentials are right to 2 units in the last place, from the smallest to the largest", arguments: levels)
    func exponentials(level: Int) throws {
        let kernels = try Self.kernels(level)
        let arguments = Self.random(20_011, seed: 5, scale: 88) + [0, -0, 1, -1, 88.72, -87.3, 1e-8, -1e-8]
        var found = arguments
        found.withUnsafeMutableBufferPointer { kernels.exp($0) }
        for (argument, value) in zip(arguments, found) {
            // Below, the result would be subnormal.
            let exact = argument < -87.33654 ? 0 : Foundation.exp(Double(argument))
            #expect(abs(Double(value) - exact) <= 2 * Double(Float(exact).ulp), "e^\(argument) = \(value)")
        }
        var edges: [Float] = [-200, -.infinity, .nan, 200, .infinity]
        edges.withUnsafeMutableBufferPointer { kernels.exp($0) }
        #expect(edges[0] == 0 && edges[1] == 0 && edges[2].isNaN && edges[3] > 3e38 && edges[4] > 3e38)
    }

    @Test("softmax and entropy are those of double precision", arguments: levels, [1, 2, 3, 4, 5, 77, 3_000])
    func softmax(level: Int, outputs: Int) throws {
        let kernels = try Self.kernels(level)
        let rows = 7
        let logits = Self.random(rows * outputs, seed: 6, scale: 20)
        var found = logits
        found.withUnsafeMutableBufferPointer { kernels.softmax($0, outputCount: outputs, factor: 0.5) }
        var entropies = [Float](repeating: 0, count: rows)
        found.withUnsafeBufferPointer { values in
            entropies.withUnsafeMutableBufferPointer {
                kernels.entropies(values, outputCount: outputs, into: $0)
            }
        }
        for row in 0..<rows {
            let range = row * outputs..<(row + 1) * outputs
            let highest = Double(logits[range].max() ?? 0)
            let parts = logits[range].map { Foundation.exp((Double($0) - highest) / 2) }
            let sum = parts.reduce(0, +)
            for (value, part) in zip(found[range], parts) { #expect(abs(Double(value) - part / sum) < 2e-7) }
            let entropy = parts.map { $0 > 0 ? -$0 / sum * Foundation.log($0 / sum) : 0 }.reduce(0, +)
            #expect(abs(Double(entropies[row]) - entropy) < 1e-5 * max(1, entropy))
        }
    }

    @Test("the entropy of a certain row is 0, that of a row with what is no number is none", arguments: levels)
    func entropyEdges(level: Int) throws {
        let values: [Float] = [1, 0, 0.5, 0.5, .nan, 0.5, 0, 0]
        var found = [Float](repeating: 9, count: 4)
        try values.withUnsafeBufferPointer { values in
            try found.withUnsafeMutableBufferPointer {
                try Self.kernels(level).entropies(values, outputCount: 2, into: $0)
            }
        }
        #expect(found[0] == 0 && abs(found[1] - Foundation.log(2)) < 1e-7 && found[2].isNaN && found[3] == 0)
    }
}
