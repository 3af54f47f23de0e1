/// How weights follow the gradient.
public enum Optimizer: Sendable, Hashable {
    /// Kingma and Ba 2015, algorithm 1.
    case adam(firstDecay: Double = 0.9, secondDecay: Double = 0.999)
    /// Stochastic gradient descent with momentum (Polyak 1964): `v ← μ v + g; w ← w − η v`, as PyTorch's `SGD`.
    case sgd(momentum: Double = 0.9)
    /// Tieleman and Hinton 2012, lecture 6.5: `s ← ρ s + (1 − ρ) g²; w ← w − η g / (√s + ε)`, as PyTorch's `RMSprop`.
    case rmsprop(decay: Double = 0.9)

    /// ε.
    static let epsilon: Float = 1e-8

    /// Whether all decays are in 0..<1.
    public var isUsable: Bool {
        switch self {
        case .adam(let first, let second): (0..<1).contains(first) && (0..<1).contains(second)
        case .sgd(let momentum): (0..<1).contains(momentum)
        case .rmsprop(let decay): (0..<1).contains(decay)
        }
    }
}
