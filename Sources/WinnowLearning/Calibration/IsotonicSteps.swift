/// A rising function through steps, linear between their middles and flat outside.
///
/// - Source: Zadrozny and Elkan 2002; pool adjacent violators after Ayer et al. 1955. Between knots the value is
///   interpolated, as scikit-learn's `IsotonicRegression` does.
public struct IsotonicSteps: Sendable, Codable, Hashable {
    /// Ascending.
    public let inputs: [Double]
    /// Not descending, as many as inputs.
    public let outputs: [Double]

    /// Fits by pooling adjacent violators.
    ///
    /// - Parameters:
    ///   - points: Pairs of an input and a wanted output with a weight above 0, in any order.
    /// - Complexity: O(n log n).
    public init(fitting points: [(input: Double, output: Double, weight: Double)]) {
        var blocks: [(low: Double, high: Double, mean: Double, weight: Double)] = []
        for point in merged(points) {
            blocks.append((point.input, point.input, point.output, point.weight))
            while blocks.count > 1, blocks[blocks.count - 2].mean >= blocks[blocks.count - 1].mean {
                let last = blocks.removeLast()
                let previous = blocks.removeLast()
                let weight = previous.weight + last.weight
                let mean = (previous.mean * previous.weight + last.mean * last.weight) / weight
                blocks.append((previous.low, last.high, mean, weight))
            }
        }
        var inputs: [Double] = []
        var outputs: [Double] = []
        for block in blocks {
            inputs.append(block.low)
            outputs.append(block.mean)
            if block.high > block.low {
                inputs.append(block.high)
                outputs.append(block.mean)
            }
        }
        self.inputs = inputs
        self.outputs = outputs
    }

    /// Fits to probabilities and whether each was right.
    init(fitting points: [CalibrationPoint]) {
        self.init(fitting: points.map { (sigmoid($0.logit), $0.isPositive ? 1 : 0, $0.weight) })
    }

    /// Whether it rises through probabilities.
    var isUsable: Bool {
        inputs.count == outputs.count && outputs.allSatisfy { (0...1).contains($0) } && inputs.allSatisfy(\.isFinite)
            && zip(inputs, inputs.dropFirst()).allSatisfy { $0 < $1 }
            && zip(outputs, outputs.dropFirst()).allSatisfy { $0 <= $1 }
    }

    /// The output at an input; the input itself where there are no steps.
    ///
    /// - Complexity: O(log steps).
    public func callAsFunction(_ input: Double) -> Double {
        guard let first = inputs.first, let last = inputs.last else { return input }
        if input <= first { return outputs[0] }
        if input >= last { return outputs[outputs.count - 1] }
        var (low, high) = (0, inputs.count - 1)
        while high - low > 1 {
            let middle = (low + high) / 2
            if inputs[middle] <= input { low = middle } else { high = middle }
        }
        let share = (input - inputs[low]) / (inputs[high] - inputs[low])
        return outputs[low] + share * (outputs[high] - outputs[low])
    }
}

/// Points of equal input become one, of their mean output.
private func merged(
    _ points: [(input: Double, output: Double, weight: Double)]
) -> [(input: Double, output: Double, weight: Double)] {
    var result: [(input: Double, output: Double, weight: Double)] = []
    for point in points.sorted(by: { $0.input < $1.input }) {
        if let last = result.last, last.input == point.input {
            let weight = last.weight + point.weight
            let mean = (last.output * last.weight + point.output * point.weight) / weight
            result[result.count - 1] = (last.input, mean, weight)
        } else {
            result.append(point)
        }
    }
    return result
}
