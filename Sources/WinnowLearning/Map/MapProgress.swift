/// How far a map is.
public struct MapProgress: Sendable, Hashable {
    /// What is done now.
    public enum Stage: String, Sendable, Codable, CaseIterable {
        /// The nearest rows of each row are looked for.
        case neighbours
        /// Places are moved.
        case layout
    }

    /// See `Stage`.
    public let stage: Stage
    /// Of this stage, 0…1.
    public let fraction: Double

    /// - Parameter fraction: Of the stage, 0…1.
    public init(stage: Stage, fraction: Double) {
        self.stage = stage
        self.fraction = fraction
    }
}
