/// How a static encoder is made of a network.
package struct DistillationSettings: Hashable, Sendable {
    /// How much a token counts in a text.
    package enum Weighting: Hashable, Sendable {
        /// Each token the same.
        case none
        /// `c / (c + p)` with the probability that Zipf's law gives to the token's place in the vocabulary.
        case zipf(coefficient: Double)
        /// `c / (c + p)` with the token's share of the pool's tokens; of a pool without texts Zipf's.
        case pool(coefficient: Double)
    }

    /// Numbers of a vector, at most as many as the network's.
    package var columnCount = 256
    /// Without texts it is the package's own weighting, with texts what was best on parts of three data sets.
    package var weighting: Weighting?
    /// Words of the pool that get a token of their own, at most.
    package var wordCount = 2000
    /// Phrases of two or three words that get one, at most.
    package var phraseCount = 2000
    /// Texts of the pool that a word, a phrase or a token has to be in before anything is learned of it: what is in a
    /// few only would learn these texts by heart.
    package var leastTextCount = 5
    /// Texts of the pool that are read, spread over it evenly; the network reads these too.
    package var textCount = 20_000
    /// Whether tokens' vectors are changed so that texts of the pool come near to the network's vectors of them.
    package var isFitted = true

    package init() {}

    func weighting(isPoolEmpty: Bool) -> Weighting {
        let package = Weighting.zipf(coefficient: 1e-4)
        switch weighting {
        case .pool where isPoolEmpty: return package
        case .some(let weighting): return weighting
        case nil: return isPoolEmpty ? package : .pool(coefficient: 1e-2)
        }
    }
}
