internal import WinnowDomain

/// An answer that is stored.
struct Decision: Hashable, Sendable {
    let annotation: Annotation
    let item: Item
    /// The beginning of the item's text, safe to show.
    let excerpt: String
    let reason: ServingReason
    let at: Double

    var judgement: Judgement { annotation.judgement }
}
