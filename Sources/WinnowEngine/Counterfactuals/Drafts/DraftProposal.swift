internal import WinnowDomain

/// A draft that passed the checks.
struct DraftProposal: Sendable {
    let kind: DraftKind
    let text: String
    let source: Int
    let target: Int
    /// What the generator was asked with, as it is kept.
    var settings: [String: String] = [:]
    let seed: UInt64
    /// What a model said that knew nothing of the root.
    var view: DraftOrigin.View?
}
