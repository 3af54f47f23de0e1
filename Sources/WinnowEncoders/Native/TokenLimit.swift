/// How many tokens a text may have, with the special ones, and who says so: the files of a model often disagree.
package struct TokenLimit: Sendable, Equatable {
    package enum Origin: Sendable, Equatable {
        /// The caller asked for it.
        case caller
        /// A file of the model's folder.
        case file(String)
        /// The network has no more positions.
        case positions
    }

    package let count: Int
    package let origin: Origin

    /// The least of what is asked for (else stored) and of what the positions allow.
    ///
    /// - Parameter asked: By the caller, at least 1.
    init(asked: Int?, stored: SentencePipeline.StoredLimit?, positions: Int) {
        let wish =
            asked.map { TokenLimit(count: $0, origin: .caller) }
            ?? stored.map { TokenLimit(count: $0.count, origin: .file($0.file)) }
        if let wish, wish.count <= positions {
            self = wish
        } else {
            self.init(count: positions, origin: .positions)
        }
    }

    package init(count: Int, origin: Origin) {
        self.count = count
        self.origin = origin
    }
}
