/// What is asked before the first model exists.
package struct InitializationDefinition: Hashable, Sendable, Codable {
    package enum Strategy: String, Hashable, Sendable, Codable, CaseIterable {
        case random = "random.v1"
        case kMeans = "k-means.v1"
        case typiclust = "typiclust.v1"
        case probcover = "probcover.v1"
        case search = "search.v1"
    }

    package var strategy: Strategy
    /// Labelled items before the first model is trained.
    package var size: Int
    /// Texts or words to look for, for `search`.
    package var examples: [String]

    package init(strategy: Strategy, size: Int, examples: [String] = []) {
        self.strategy = strategy
        self.size = size
        self.examples = examples
    }

    /// Definitions that are stored may be older than a key.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        strategy = try container.decode(Strategy.self, forKey: .strategy)
        size = try container.decode(Int.self, forKey: .size)
        examples = try container.decodeIfPresent([String].self, forKey: .examples) ?? []
    }
}

extension InitializationDefinition.Strategy {
    /// Whether it measures distances between items, which dense features are needed for.
    package var measuresDistances: Bool { self != .random && self != .search }
}
