/// An original and a revised text that people agreed has the target label.
public struct AcceptedPair: Sendable, Hashable {
    /// Before the edit.
    public let original: String
    /// After the edit.
    public let revised: String
    /// Of the original, by its number in the schema.
    public let sourceLabel: Int
    /// Of the revised text.
    public let targetLabel: Int

    /// - Parameters: See the properties.
    public init(original: String, revised: String, sourceLabel: Int, targetLabel: Int) {
        self.original = original
        self.revised = revised
        self.sourceLabel = sourceLabel
        self.targetLabel = targetLabel
    }
}
