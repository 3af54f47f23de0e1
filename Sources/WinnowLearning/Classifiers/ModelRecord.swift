/// A fitted model in numbers: what is stored of it.
package struct ModelRecord: Sendable, Equatable {
    /// Which type of model reads it.
    package enum Kind: String, Sendable, Codable, CaseIterable {
        case linear
        case neighbours
        case perceptron
    }

    package var kind: Kind
    package var head: OutputHead
    /// k.
    package var labelCount: Int
    package var seenLabels: [Int]
    /// d.
    package var featureCount: Int
    /// What each list holds is the kind's business.
    package var integers: [[UInt32]]
    package var numbers: [[Float]]

    package init(
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
    package var model: (any FittedModel)? {
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
