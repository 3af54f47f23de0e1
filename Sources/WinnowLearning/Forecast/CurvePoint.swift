/// What one training gets right on the evaluation items: a point of a learning curve.
public struct CurvePoint: Sendable, Hashable {
    /// Items that the model learned from.
    public let labelCount: Int
    /// For each evaluation item whether the model is right; nil where it was not asked. All points of a curve have the
    /// same items in the same order; an evaluation set grows, and early trainings do not know its late items.
    public let isRight: [Bool?]

    /// - Parameter isRight: Of the same items, in the same order, as in the curve's other points.
    public init(labelCount: Int, isRight: [Bool?]) {
        self.labelCount = labelCount
        self.isRight = isRight
    }
}
