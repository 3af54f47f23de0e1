internal import WinnowDomain
internal import WinnowLearning

extension QueryDefinition.Strategy {
    /// What carries it out.
    ///
    /// - Parameter isFlat: Whether the forecast says that more of the same teaches nothing.
    func implementation(isFlat: Bool = false) -> any QueryStrategy {
        switch self {
        case .auto: AutoStrategy(isFlat: isFlat)
        case .margin: Uncertainty.margin
        case .leastConfidence: Uncertainty.leastConfidence
        case .entropy: Uncertainty.entropy
        case .ratio: Uncertainty.ratio
        case .adaptiveClusterMargin: AdaptiveClusterMargin()
        case .clusterMargin: ClusterMargin()
        case .falcun: Falcun()
        case .badge: BADGE()
        case .voteEntropy: CommitteeDisagreement.voteEntropy
        case .consensusEntropy: CommitteeDisagreement.consensusEntropy
        case .klDivergence: CommitteeDisagreement.klDivergence
        case .bald: CommitteeDisagreement.bald
        case .variationRatio: CommitteeDisagreement.variationRatio
        case .powerMargin: StochasticBatch(.power)
        case .gibbsMargin: StochasticBatch(.gibbs, sharpness: 8)
        case .rankMargin: StochasticBatch(.rank)
        case .densityWeighted: DensityWeighted()
        case .contrastive: Contrastive()
        case .discriminative: Discriminative()
        case .kCenter: KCenter()
        case .kMeans: KMeansMedoids()
        case .typiclust: TypiClust()
        case .probcover: ProbCover()
        case .confidentPositives: ConfidentPositives()
        case .maxEntropy: Uncertainty.maxEntropy
        case .labelCardinality: LabelCardinality()
        case .cvirs: CVIRS()
        case .expectedModelChange: ExpectedModelChange()
        case .random: RandomChoice()
        }
    }
}
