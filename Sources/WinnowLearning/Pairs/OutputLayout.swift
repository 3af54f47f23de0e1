/// Where an array has the numbers of each output: by row in row space, by output among weights.
struct OutputLayout {
    /// Numbers of one output.
    let count: Int
    /// From one number of an output to its next.
    let step: Int
    /// From a number of an output to the same one of the next output.
    let outputStep: Int

    /// Row-major `(n, stride)`.
    static func byRow(_ values: [Double], stride: Int) -> OutputLayout {
        OutputLayout(count: values.count / stride, step: stride, outputStep: 1)
    }

    /// `(m, stride)`.
    static func byOutput(_ values: [Double], outputCount: Int) -> OutputLayout {
        OutputLayout(count: values.count / outputCount, step: 1, outputStep: values.count / outputCount)
    }

    /// The inner product of what a contrast makes of two arrays.
    func product(_ left: [Double], _ right: [Double], _ contrast: PairTerms.Contrast) -> Double {
        var sum = 0.0
        for place in 0..<count { sum += number(place, of: left, contrast) * number(place, of: right, contrast) }
        return sum
    }

    /// Adds a multiple of what a contrast makes of an array to its first output, and takes it from its second.
    func add(_ scale: Double, _ values: [Double], _ contrast: PairTerms.Contrast, to target: inout [Double]) {
        for place in 0..<count {
            let change = scale * number(place, of: values, contrast)
            target[place * step + contrast.plus * outputStep] += change
            if let minus = contrast.minus { target[place * step + minus * outputStep] -= change }
        }
    }

    private func number(_ place: Int, of values: [Double], _ contrast: PairTerms.Contrast) -> Double {
        let start = place * step
        let plus = values[start + contrast.plus * outputStep]
        return contrast.minus.map { plus - values[start + $0 * outputStep] } ?? plus
    }
}
