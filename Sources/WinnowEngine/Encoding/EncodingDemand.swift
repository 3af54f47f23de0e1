/// Which rows have to be encoded before features are used.
package enum EncodingDemand: Hashable, Sendable {
    /// Some rows, as those with labels; others are used as far as they are encoded.
    case rows([Int])
    /// All, however long it takes.
    case all
}
