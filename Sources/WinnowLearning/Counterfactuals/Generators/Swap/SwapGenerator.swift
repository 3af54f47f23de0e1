internal import WinnowNumerics

/// What `swap.v1` exchanges.
public enum SwapFamily: String, Sendable, Hashable, Codable, CaseIterable {
    /// First names for others of the same gender.
    case names
    /// Gendered words for their counterparts, all of a text in one pass.
    case gender
    /// Cities for cities, countries for countries.
    case places
    /// Numbers for near ones with as many digits.
    case numbers
    /// Letters for those beside them, on the keyboard or in the word.
    case typos
}

/// `swap.v1`: changes what must not matter to the label, so that a model can be tested on it and taught so.
///
/// A draft is of one family; the first is drawn among those that apply, and each applies once before one comes again. A
/// text in which none applies gets no draft. Names and places are exchanged for the same one throughout a text. Whether a
/// text speaks about what is exchanged (a film about a mother, a rating in stars that this does not know as one) is for the
/// reviewer to see. Words are English, the others hold wherever their signs do.
///
/// - Source: Ribeiro et al. 2020 (CheckList, invariance tests); Maudslay et al. 2019 (gendered words are swapped together).
///   Lists are our own.
public struct SwapGenerator: DraftGenerator {
    /// See `DraftGenerator`.
    public static let id = "swap.v1"
    /// See `DraftGenerator`.
    public static let purpose = DraftPurpose.invariance

    /// Those that are tried.
    public let families: [SwapFamily]

    /// - Parameter families: Without repetition.
    public init(families: [SwapFamily] = SwapFamily.allCases) {
        self.families = families
    }

    /// See `DraftGenerator`; a draft's family is the raw value of a `SwapFamily`.
    public func drafts(for request: DraftRequest) -> [Draft] {
        let original = TokenizedText(request.original)
        var collector = DraftCollector(request, original: original)
        var order = SeededGenerator(seed: request.seed, purpose: "swap.v1 families")
        let families = families.shuffled(using: &order)
        for round in 0..<Swift.max(0, min(request.limit, 100)) where !collector.isFull {
            for family in families where !collector.isFull {
                var generator = SeededGenerator(seed: request.seed, purpose: "swap.v1", index: UInt64(round))
                let substitutions = SwapGenerator.substitutions(family, in: original, using: &generator)
                if !substitutions.isEmpty { collector.add(substitutions, family: family.rawValue) }
            }
        }
        return collector.drafts
    }

    private static func substitutions(
        _ family: SwapFamily,
        in text: TokenizedText,
        using generator: inout SeededGenerator
    ) -> [Substitution] {
        switch family {
        case .names: NameSwap.substitutions(in: text, using: &generator)
        case .gender: GenderSwap.substitutions(in: text)
        case .places: PlaceSwap.substitutions(in: text, using: &generator)
        case .numbers: NumberSwap.substitutions(in: text, using: &generator)
        case .typos: TypoSwap.substitutions(in: text, using: &generator)
        }
    }
}
