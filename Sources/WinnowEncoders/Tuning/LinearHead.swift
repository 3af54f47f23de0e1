internal import Foundation
internal import WinnowNumerics

/// The head that adapters are trained with: a linear softmax over coordinates of vectors.
struct LinearHead {
    let layout: AdapterLayout
    let kernels: TuningKernels
    let axes: VectorAxes
    /// By text.
    let labels: [Int]
    /// By text: they balance labels, and sum to 1.
    let weights: [Float]

    private typealias Table = TuningKernels.Table

    /// - Parameters:
    ///   - vectors: Of the chunk's texts, `(n, h)`; overwritten by the derivatives by them.
    ///   - features: Room of `(n, m)`.
    ///   - places: Of these texts among all.
    ///   - logits: Room of `(n, labels)`.
    ///   - gradient: Of all parameters; it is added to.
    /// - Returns: Weighted loss.
    func run(
        _ vectors: FloatRows,
        features: FloatRows,
        places: [Int],
        step: AdapterStep,
        logits: FloatRows,
        gradient: UnsafeMutablePointer<Float>
    ) -> Double {
        let count = places.count
        for row in 0..<count { axes.centre(vectors.row(row)) }
        axes.table.withUnsafeBufferPointer { table in
            guard let start = table.baseAddress else { return }
            kernels.multiply(
                Table(vectors.start, stride: vectors.stride),
                Table(start, stride: axes.stride),
                shape: (count, axes.width, axes.stride),
                into: features.start,
                stride: features.stride,
                adds: false
            )
        }
        step.parameters.withUnsafeBufferPointer { parameters in
            guard let start = parameters.baseAddress else { return }
            for row in 0..<count {
                logits.row(row).update(from: start + layout.bias, count: layout.labelStride)
            }
            kernels.multiply(
                Table(features.start, stride: features.stride),
                Table(start + layout.head, stride: layout.labelStride),
                shape: (count, layout.width, layout.labelStride),
                into: logits.start,
                stride: logits.stride,
                adds: true
            )
        }
        var loss = 0.0
        for (row, place) in places.enumerated() {
            let z = logits.row(row)
            loss += Double(weights[place]) * cross(z, label: labels[place])
            for label in 0..<layout.labelStride {
                z[label] = (z[label] - (label == labels[place] ? 1 : 0)) * weights[place]
                gradient[layout.bias + label] += z[label]
            }
        }
        kernels.multiply(
            Table(features.start, stride: features.stride, isTurned: true),
            Table(logits.start, stride: logits.stride),
            shape: (layout.width, count, layout.labelStride),
            into: gradient + layout.head,
            stride: layout.labelStride,
            adds: true
        )
        step.head.withUnsafeBufferPointer { head in
            guard let start = head.baseAddress else { return }
            kernels.multiply(
                Table(logits.start, stride: logits.stride),
                Table(start, stride: step.headStride),
                shape: (count, layout.labelStride, step.headStride),
                into: features.start,
                stride: features.stride,
                adds: false
            )
        }
        axes.turned.withUnsafeBufferPointer { table in
            guard let start = table.baseAddress else { return }
            kernels.multiply(
                Table(features.start, stride: features.stride),
                Table(start, stride: axes.turnedStride),
                shape: (count, axes.count, axes.turnedStride),
                into: vectors.start,
                stride: vectors.stride,
                adds: false
            )
        }
        return loss
    }

    /// Logits become probabilities.
    ///
    /// - Returns: -ln of the label's.
    private func cross(_ z: UnsafeMutablePointer<Float>, label: Int) -> Double {
        var highest = z[0]
        for index in 1..<layout.labelStride { highest = max(highest, z[index]) }
        let difference = Double(highest - z[label])
        for index in 0..<layout.labelStride { z[index] -= highest }
        kernels.exp(z, count: layout.labelStride)
        var sum: Float = 0
        for index in 0..<layout.labelStride { sum += z[index] }
        for index in 0..<layout.labelStride { z[index] /= sum }
        return difference + log(Double(sum))
    }
}
