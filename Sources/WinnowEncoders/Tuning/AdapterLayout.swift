internal import WinnowNumerics

/// Where adapters and the head lie in one vector of parameters. All that is padded is 0 and stays so.
///
/// An adapter adds `x · down · up` to the product beside it, `down` is `(d, r)` and `up` `(r, m)`: B·A of Hu et al. 2022
/// is `(down · up)ᵀ`.
struct AdapterLayout: Sendable {
    struct Adapter: Sendable {
        /// d.
        let inputCount: Int
        /// m.
        let outputCount: Int
        /// Of `up`.
        let stride: Int
        let down: Int
        let up: Int
    }

    let adapters: [Adapter]
    /// Numbers of the head's features.
    let width: Int
    /// Labels, and the same padded.
    let labelCount: Int
    let labelStride: Int
    /// r, padded to 16.
    let rankStride: Int
    let rank: Int
    /// `(width, labelStride)`, and behind it the biases.
    let head: Int
    let bias: Int
    let count: Int

    init(_ configuration: EncoderConfiguration, rank: Int, featureCount: Int, labelCount: Int) {
        self.rank = rank
        self.labelCount = labelCount
        width = featureCount
        labelStride = (labelCount + 15) / 16 * 16
        rankStride = (rank + 15) / 16 * 16
        var place = 0
        var adapters: [Adapter] = []
        for part in TunedPart.allCases {
            let inputs = part == .outer ? configuration.innerWidth : configuration.width
            let outputs = part == .inner ? configuration.innerWidth : configuration.width
            let stride = (outputs + 15) / 16 * 16
            let up = place + inputs * rankStride
            let adapter = Adapter(inputCount: inputs, outputCount: outputs, stride: stride, down: place, up: up)
            adapters.append(adapter)
            place = up + rankStride * stride
        }
        self.adapters = adapters
        head = place
        bias = head + width * labelStride
        count = bias + labelStride
    }

    subscript(part: TunedPart) -> Adapter { adapters[part.rawValue] }

    /// Adapters that add nothing yet: `down` is random with variance 1/d, `up` is 0. The head is 0, and padded labels have
    /// no share.
    func start(seed: UInt64) -> [Float] {
        var parameters = [Float](repeating: 0, count: count)
        for part in TunedPart.allCases {
            var generator = SeededGenerator(seed: seed, purpose: "adapters", index: UInt64(part.rawValue))
            let adapter = self[part]
            let scale = 1 / Double(adapter.inputCount).squareRoot()
            for row in 0..<adapter.inputCount {
                for column in 0..<rank {
                    parameters[adapter.down + row * rankStride + column] = Float(generator.normal() * scale)
                }
            }
        }
        for label in labelCount..<labelStride { parameters[bias + label] = Self.never }
        return parameters
    }

    /// The bias of a label that has no text: its probability is 0.
    static let never: Float = -1e6
}

extension SeededGenerator {
    /// From the normal distribution, by the sum of twelve uniform numbers: enough for where to begin, and the same bits on
    /// every machine, which a logarithm would not promise.
    fileprivate mutating func normal() -> Double {
        (0..<12).reduce(-6) { sum, _ in sum + uniform() }
    }
}
