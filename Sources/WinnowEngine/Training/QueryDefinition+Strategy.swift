internal import WinnowDomain
internal import WinnowLearning

extension QueryDefinition.Strategy {
    /// What carries it out.
    var implementation: any QueryStrategy {
        switch self {
        case .auto: AutoStrategy()
        case .margin: Uncertainty.margin
        case .leastConfidence: Uncertainty.leastConfidence
        case .entropy: Uncertainty.entropy
        case .ratio: Uncertainty.ratio
        case .adaptiveClusterMargin: AdaptiveClusterMargin()
        case .clusterMargin: ClusterMargin()
        case .falcun: Falcun()
        case .badge: BADGE()
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
        case .labelCardinality: LabelCardinality()
        case .cvirs: CVIRS()
        case .random: RandomChoice()
        }
    }
}
