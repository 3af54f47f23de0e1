/// A fitted model in numbers: what is stored of it.
public struct ModelRecord: Sendable, Equatable {
    /// Which type of model reads it.
    public enum Kind: String, Sendable, Codable, CaseIterable {
        case linear
        case neighbours
        case perceptron
    }

    /// Which type of model reads it.
    public var kind: Kind
    /// How outputs become labels.
    public var head: OutputHead
    /// k.
    public var labelCount: Int
    /// Labels that training had, ascending.
    public var seenLabels: [Int]
    /// d.
    public var featureCount: Int
    /// What each list holds is the kind's business.
    public var integers: [[UInt32]]
    /// As `integers`, and finite.
    public var numbers: [[Float]]

    /// A record as it was stored: `model` says whether it can be used.
    public init(
        kind: Kind,
        head: OutputHead,
        labelCount: Int,
        seenLabels: [Int],
        featureCount: Int,
        integers: [[UInt32]],
        numbers: [[Float]]
    ) {
        self.kind = kind
        self.head = head
        self.labelCount = labelCount
        self.seenLabels = seenLabels
        self.featureCount = featureCount
        self.integers = integers
        self.numbers = numbers
    }

    /// The model; nil when its sizes do not fit each other or a number cannot be used.
    public var model: (any FittedModel)? {
        guard featureCount > 0, head.fits(seenLabels: seenLabels, labelCount: labelCount),
            numbers.allSatisfy({ $0.allSatisfy(\.isFinite) })
        else { return nil }
        return switch kind {
        case .linear: LinearModel(self)
        case .neighbours: NeighbourModel(self)
        case .perceptron: PerceptronModel(self)
        }
    }
}
