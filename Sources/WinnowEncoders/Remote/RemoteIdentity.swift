/// What a service serves: vectors of another identity are other vectors.
package struct RemoteIdentity: Codable, Hashable, Sendable {
    /// d.
    package let dimension: Int
    /// The model with its revision, as far as the service says.
    package let model: String
    /// Texts that it takes at once, where it says.
    package let batchSize: Int?

    package init(dimension: Int, model: String, batchSize: Int?) {
        self.dimension = dimension
        self.model = model
        self.batchSize = batchSize
    }
}
