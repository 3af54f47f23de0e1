import Foundation
import WinnowEncoders

/// Obvious loops for what the kernels do.
enum Naive {
    /// To bf16, to the nearest, ties to even.
    static func brain(_ value: Float) -> Float {
        guard !value.isNaN else { return value }
        let bits = value.bitPattern
        return Float(bitPattern: (bits &+ 0x7fff &+ (bits >> 16 & 1)) & 0xffff_0000)
    }

    static func rounded(_ rows: [[Float]], _ precision: EncoderPrecision) -> [[Float]] {
        precision == .single ? rows : rows.map { $0.map(brain) }
    }

    /// `A · Wᵀ + bias` in the order that the kernels promise: from the bias on; in bf16 pairs, of which the odd one is
    /// first.
    static func product(
        _ a: [[Float]],
        _ weights: [[Float]],
        _ bias: [Float],
        _ kernels: EncoderKernels
    ) -> [[Float]] {
        if kernels.precision == .byte { return product(ofBytes: a, weights, bias) }
        let inner = weights[0].count
        var order = Array(0..<inner)
        if kernels.precision == .brain {
            order = stride(from: 0, to: inner, by: 2).flatMap { $0 + 1 < inner ? [$0 + 1, $0] : [$0] }
        }
        #if arch(x86_64)
        let isFused = kernels.level > 0
        #else
        let isFused = true
        #endif
        return a.map { row in
            weights.indices.map { output in
                order.reduce(bias[output]) { sum, k in
                    let weight = weights[output][k]
                    return isFused ? sum.addingProduct(row[k], weight) : sum + row[k] * weight
                }
            }
        }
    }

    private static func integer(_ value: Float) -> Int { Int(value.rounded(.toNearestOrEven)) }

    /// Rows in bytes from the least to the greatest number, weights by their greatest magnitude.
    private static func product(ofBytes a: [[Float]], _ weights: [[Float]], _ bias: [Float]) -> [[Float]] {
        let outputs = weights.map { row in
            let highest = row.map(abs).max() ?? 0
            return (numbers: row.map { integer($0 * (127 / highest)) }, scale: highest / 127)
        }
        return a.map { row in
            let lowest = -min(0, row.min() ?? 0)
            let range = max(0, row.max() ?? 0) + lowest
            let zero = integer(255 / range * lowest)
            let numbers = row.map { min(255, integer($0 * (255 / range)) + zero) - zero }
            return zip(outputs, bias).map { output, bias in
                let sum = zip(numbers, output.numbers).reduce(0) { $0 + $1.0 * $1.1 }
                let scaled = Float(sum) * (output.scale * (range / 255))
                return scaled + bias
            }
        }
    }

    static func activated(_ x: Double, _ activation: EncoderConfiguration.Activation) -> Double {
        switch activation {
        case .gelu: x * 0.5 * erfc(-x / 2.0.squareRoot())
        case .geluTanh: 0.5 * x * (1 + tanh((2 / Double.pi).squareRoot() * (x + 0.044715 * x * x * x)))
        case .relu: max(0, x)
        }
    }

    /// - Parameter relative: By head, for the distances from `1 - n` to `n - 1`.
    static func attention(_ rows: [[Double]], headCount: Int, relative: [[Double]]? = nil) -> [[Double]] {
        let length = rows.count
        let width = rows[0].count / 3
        let part = width / headCount
        var out = [[Double]](repeating: [Double](repeating: 0, count: width), count: length)
        for head in 0..<headCount {
            for query in 0..<length {
                let scores = (0..<length).map { key in
                    (0..<part).reduce(relative?[head][key - query + length - 1] ?? 0) {
                        $0 + rows[query][head * part + $1] * rows[key][width + head * part + $1]
                    }
                }
                let highest = scores.max() ?? 0
                let powers = scores.map { exp2($0 - highest) }
                let sum = powers.reduce(0, +)
                for column in head * part..<(head + 1) * part {
                    out[query][column] = (0..<length).reduce(0) {
                        $0 + powers[$1] / sum * rows[$1][2 * width + column]
                    }
                }
            }
        }
        return out
    }

    static func normalized(_ x: [Double], _ scale: [Double], _ shift: [Double], _ epsilon: Double) -> [Double] {
        let mean = x.reduce(0, +) / Double(x.count)
        let variance = x.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(x.count)
        return x.indices.map { (x[$0] - mean) / (variance + epsilon).squareRoot() * scale[$0] + shift[$0] }
    }

    static func pooled(_ rows: [[Double]], _ pooling: SentencePipeline.Pooling) -> [Double] {
        rows[0].indices.map { column in
            let values = rows.map { $0[column] }
            return switch pooling {
            case .mean: values.reduce(0, +) / Double(values.count)
            case .first: values[0]
            case .max: values.max() ?? 0
            }
        }
    }
}
