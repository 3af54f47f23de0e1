/// What the parts of a tokenizer ask of a Unicode scalar, in one word.
///
/// The `tokenizers` package takes its properties from crates of different ages: categories and decompositions are of
/// Unicode 8 and 9, its regular expressions are of Unicode 16, its standard library of Unicode 17. Newer scalars have
/// no properties in the older tables. A model was trained with what that package makes of a text, so each trait here
/// is of the version that the package uses; see `ScalarTraitTable`.
struct ScalarTraits: OptionSet {
    /// Traits in the low 24 bits, the canonical combining class in the high 8.
    let rawValue: UInt32

    /// White_Space.
    static let space = ScalarTraits(rawValue: 1 << 0)
    /// Dropped by BERT's cleaning: NUL, U+FFFD and controls, formats and private use, but no tab and no line break.
    static let unclean = ScalarTraits(rawValue: 1 << 1)
    /// Mn, dropped by BERT as an accent.
    static let accent = ScalarTraits(rawValue: 1 << 2)
    /// ASCII punctuation or P*.
    static let punctuation = ScalarTraits(rawValue: 1 << 3)
    /// M*, dropped by `StripAccents`.
    static let combining = ScalarTraits(rawValue: 1 << 4)
    /// N*, of the `Digits` pre-tokenizer.
    static let numeric = ScalarTraits(rawValue: 1 << 5)
    /// `\w`.
    static let word = ScalarTraits(rawValue: 1 << 6)
    /// `\p{L}`.
    static let letter = ScalarTraits(rawValue: 1 << 7)
    /// `\p{N}`.
    static let number = ScalarTraits(rawValue: 1 << 8)
    /// `[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]`.
    static let upperLike = ScalarTraits(rawValue: 1 << 9)
    /// `[\p{Ll}\p{Lm}\p{Lo}\p{M}]`.
    static let lowerLike = ScalarTraits(rawValue: 1 << 10)
    /// BERT's "Chinese character".
    static let ideograph = ScalarTraits(rawValue: 1 << 11)
    /// Its lower case is another text.
    static let lowers = ScalarTraits(rawValue: 1 << 12)
    /// May have a decomposition.
    static let mayDecompose = ScalarTraits(rawValue: 1 << 13)

    /// Canonical_Combining_Class.
    var combiningClass: UInt8 { UInt8(truncatingIfNeeded: rawValue >> 24) }

    /// The traits of a scalar, found in a table.
    @inline(__always)
    static func of(_ scalar: UInt32) -> ScalarTraits {
        ScalarTraitTable.shared[scalar]
    }
}
