/// What proposes drafts, by versioned id.
package enum DraftKind: String, Sendable, Hashable, CaseIterable {
    /// Substitutions of accepted pairs.
    case memory = "memory.v1"
    /// English negations come and go.
    case negation = "negation.v1"
    /// Opposites of a list.
    case lexicon = "lexicon.v1"
    /// The fewest edits that turn a model which never saw the text.
    case modelGuided = "model-guided.v1"
    /// Names, places, numbers: the label is not to change.
    case swap = "swap.v1"
    /// A language model behind a service that somebody names.
    case chat = "chat.v1"
}
