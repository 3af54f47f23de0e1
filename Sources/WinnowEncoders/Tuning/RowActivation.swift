/// What is between the two products of a layer, with its derivative.
struct RowActivation {
    let activation: EncoderConfiguration.Activation
    let kernels: TuningKernels

    private typealias Vector = SIMD16<Float>

    /// `out = f(x)`, and `x` becomes `f'(x)`.
    ///
    /// - Parameter scratch: One row.
    func forward(_ x: FloatRows, rowCount: Int, into out: FloatRows, scratch: FloatRows) {
        let power = scratch.vectors(0)
        for row in 0..<rowCount {
            let (input, target) = (x.vectors(row), out.vectors(row))
            switch activation {
            case .gelu:
                for index in 0..<x.vectorCount { power[index] = input[index] * input[index] * -0.5 }
                kernels.exp(scratch.start, count: x.paddedWidth)
                for index in 0..<x.vectorCount { Self.gelu(&input[index], power[index], &target[index]) }
            case .geluTanh:
                for index in 0..<x.vectorCount { power[index] = Self.angle(input[index]) * 2 }
                kernels.exp(scratch.start, count: x.paddedWidth)
                for index in 0..<x.vectorCount { Self.geluTanh(&input[index], power[index], &target[index]) }
            case .relu:
                for index in 0..<x.vectorCount {
                    let isAbove = input[index] .> 0
                    target[index] = Vector.zero.replacing(with: input[index], where: isAbove)
                    input[index] = Vector.zero.replacing(with: 1, where: isAbove)
                }
            }
        }
    }

    /// `x Φ(x)`: the error function and the density share `e^(−x²/2)`.
    ///
    /// - Source: Abramowitz and Stegun 1964, 7.1.26: Φ is right to 8e-8.
    @inline(__always)
    private static func gelu(_ x: inout Vector, _ power: Vector, _ out: inout Vector) {
        let isBelow = x .< 0
        let size = x.replacing(with: -x, where: isBelow)
        let t = 1 / (size * (0.327_591_1 * 0.707_106_78) + 1)
        var tail = t * 1.061_405_429 - 1.453_152_027
        tail = tail * t + 1.421_413_741
        tail = tail * t - 0.284_496_736
        tail = tail * t + 0.254_829_592
        tail *= t * power * 0.5
        let share = (1 - tail).replacing(with: tail, where: isBelow)
        out = x * share
        x = share + x * power * 0.398_942_28
    }

    private static let slope: Float = 0.797_884_56

    @inline(__always)
    private static func angle(_ x: Vector) -> Vector { (x + x * x * x * 0.044_715) * slope }

    /// `x (1 + tanh y) / 2`, from `e^2y`.
    @inline(__always)
    private static func geluTanh(_ x: inout Vector, _ power: Vector, _ out: inout Vector) {
        let tangent = 1 - 2 / (power + 1)
        let share = (tangent + 1) * 0.5
        out = x * share
        x = share + x * (1 - tangent * tangent) * (x * x * (3 * 0.044_715) + 1) * (0.5 * slope)
    }
}
