/// The matrices of the last layer that have an adapter: those that Hu et al. 2022 and others found to matter most for
/// their size, and the two of the network between them.
enum TunedPart: Int, CaseIterable {
    case query
    case value
    case inner
    case outer

    var weight: WeightNames.Part {
        switch self {
        case .query: .query
        case .value: .value
        case .inner: .inner
        case .outer: .outer
        }
    }
}
