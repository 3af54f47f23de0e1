/// The tokens of one text, special ones included, cut to a limit.
package struct TokenSequence: Sendable, Hashable {
    /// At most as many as the limit.
    package let ids: [Int32]
    /// How many there would have been without a limit.
    package let uncutCount: Int

    /// Whether some of the text is not in `ids`.
    package var isCut: Bool { ids.count < uncutCount }
}
