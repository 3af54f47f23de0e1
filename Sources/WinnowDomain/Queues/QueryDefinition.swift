/// Which items are asked about next.
package struct QueryDefinition: Hashable, Sendable, Codable {
    package enum Strategy: String, Hashable, Sendable, Codable, CaseIterable {
        case auto = "auto.v1"
        case margin = "margin.v1"
        case leastConfidence = "least-confidence.v1"
        case entropy = "entropy.v1"
        case ratio = "ratio.v1"
        case adaptiveClusterMargin = "adaptive-cluster-margin.v1"
        case clusterMargin = "cluster-margin.v1"
        case falcun = "falcun.v1"
        case badge = "badge.v1"
        case voteEntropy = "vote-entropy.v1"
        case consensusEntropy = "consensus-entropy.v1"
        case klDivergence = "kl-divergence.v1"
        case bald = "bald.v1"
        case variationRatio = "variation-ratio.v1"
        case powerMargin = "power-margin.v1"
        case gibbsMargin = "gibbs-margin.v1"
        case rankMargin = "rank-margin.v1"
        case densityWeighted = "density-weighted.v1"
        case contrastive = "contrastive.v1"
        case discriminative = "discriminative.v1"
        case kCenter = "k-center.v1"
        case kMeans = "k-means.v1"
        case typiclust = "typiclust.v1"
        case probcover = "probcover.v1"
        case confidentPositives = "confident-positives.v1"
        case maxEntropy = "max-entropy.v1"
        case labelCardinality = "label-cardinality.v1"
        case cvirs = "cvirs.v1"
        case expectedModelChange = "expected-model-change.v1"
        case random = "random.v1"
    }

    package var strategy: Strategy
    /// The share of servings that are drawn at random from the pool, 0…1.
    package var explore: Double
    /// How many items are chosen as one, by strategies that choose items that are unlike each other.
    package var batch: Int

    /// What the strategy is wrapped in.
    package var around: Decorators

    package static let usualBatch = 25

    /// Changes to what a strategy looks at and chooses.
    package struct Decorators: Hashable, Sendable, Codable {
        /// Items that are looked at, drawn evenly; 0 for all.
        package var subsample = 0
        /// Nearest neighbours of each labelled item that are looked at, and no other items but a few; 0 for all items.
        package var neighbours = 0
        /// Whether a batch makes up for labels that few labelled items have.
        package var balancesLabels = false
        /// Items more alike than this to one that is labelled or chosen are passed over; 1 passes over none.
        package var similarity = 1.0
        /// Whether what teaches most for a second of an annotator's time comes first.
        package var countsSeconds = false

        package init() {}
    }

    package init(strategy: Strategy, explore: Double, batch: Int = usualBatch, around: Decorators = Decorators()) {
        self.strategy = strategy
        self.explore = explore
        self.batch = batch
        self.around = around
    }

    /// Definitions that are stored may be older than a key.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        strategy = try container.decode(Strategy.self, forKey: .strategy)
        explore = try container.decode(Double.self, forKey: .explore)
        batch = try container.decodeIfPresent(Int.self, forKey: .batch) ?? Self.usualBatch
        around = try container.decodeIfPresent(Decorators.self, forKey: .around) ?? Decorators()
    }
}

extension QueryDefinition.Strategy {
    /// Whether it measures distances between items, which dense features are needed for.
    package var measuresDistances: Bool {
        switch self {
        case .adaptiveClusterMargin, .clusterMargin, .badge, .densityWeighted, .contrastive, .discriminative, .kCenter,
            .kMeans, .typiclust, .probcover:
            true
        case .auto, .margin, .leastConfidence, .entropy, .ratio, .falcun, .voteEntropy, .consensusEntropy,
            .klDivergence, .bald, .variationRatio, .powerMargin, .gibbsMargin, .rankMargin, .confidentPositives,
            .maxEntropy, .labelCardinality, .cvirs, .expectedModelChange, .random:
            false
        }
    }

    /// Whether it asks a committee.
    package var asksCommittee: Bool {
        switch self {
        case .voteEntropy, .consensusEntropy, .klDivergence, .bald, .variationRatio: true
        default: false
        }
    }

    /// Whether it only makes sense where an item may have several labels.
    package var wantsSeveralLabels: Bool { self == .maxEntropy || self == .labelCardinality || self == .cvirs }
}
