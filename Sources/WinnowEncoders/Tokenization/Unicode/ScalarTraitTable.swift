/// The traits of all scalars, made from the standard library's properties at first use (some 30 ms).
///
/// Which version each trait has was found by asking `tokenizers` 0.23.3 for every scalar:
/// - categories (`unclean`, `accent`, `punctuation`): Unicode 8; unassigned scalars are not unclean;
/// - decompositions, combining classes and `combining`: Unicode 9;
/// - `\p{…}` and `\w`: Unicode 16; `space`, `numeric` and lower case: Unicode 17.
///
/// A scalar of a later version is what an unassigned one is. Categories that changed since are in `exceptions`.
struct ScalarTraitTable: Sendable {
    static let shared = ScalarTraitTable()

    /// Scalars whose category was another one in the old tables: traits to add and to remove.
    private static let exceptions: [UInt32: (add: ScalarTraits, remove: ScalarTraits)] = [
        0x0295: (.lowerLike, .upperLike),
        0x166d: (.punctuation, []),
        0x1734: (.accent, []),
        0x1885: ([], .accent),
        0x1886: ([], .accent),
        0x1cf2: (.combining, []),
        0x1cf3: (.combining, []),
        0xa9bd: ([], .accent),
        0x111c9: (.punctuation, [.accent, .combining]),
        0x1171e: (.accent, []),
    ]

    /// By the scalar's upper 13 bits: where its page starts in `values`.
    private let pages: [UInt32]
    private let values: [UInt32]

    @inline(__always)
    subscript(scalar: UInt32) -> ScalarTraits {
        ScalarTraits(rawValue: values[Int(pages[Int(scalar >> 8)] + scalar & 0xff)])
    }

    private init() {
        var pages: [UInt32] = []
        var values: [UInt32] = []
        for page in 0..<UInt32(0x1100) {
            let twin = ScalarTraitTable.twin(of: page)
            guard twin == page else {
                pages.append(pages[Int(twin)])
                continue
            }
            pages.append(UInt32(values.count))
            for scalar in page << 8..<(page + 1) << 8 { values.append(ScalarTraitTable.traits(of: scalar).rawValue) }
        }
        self.pages = pages
        self.values = values
    }

    /// An earlier page with the same traits: planes without characters, and those of private use.
    private static func twin(of page: UInt32) -> UInt32 {
        switch page {
        case 0x401..<0xe00, 0xe02..<0xf00: 0x400
        case 0xf01..<0xfff, 0x1000..<0x10ff: 0xf00
        case 0x10ff: 0xfff
        default: page
        }
    }

    private static func traits(of value: UInt32) -> ScalarTraits {
        guard let scalar = Unicode.Scalar(value) else { return [] }
        let properties = scalar.properties
        let age = properties.age?.major ?? Int.max
        var traits = traitsOfAnyAge(scalar, properties)
        if age <= 8 { traits.formUnion(traitsOfCategories(scalar, properties.generalCategory)) }
        if age <= 9 { traits.formUnion(traitsOfForms(scalar, properties)) }
        if age <= 16 { traits.formUnion(traitsOfPatterns(properties)) }
        if let exception = exceptions[value] {
            traits.formUnion(exception.add)
            traits.subtract(exception.remove)
        }
        return traits
    }

    private static func traitsOfAnyAge(
        _ scalar: Unicode.Scalar,
        _ properties: Unicode.Scalar.Properties
    ) -> ScalarTraits {
        var traits: ScalarTraits = []
        if properties.isWhitespace { traits.insert(.space) }
        if properties.generalCategory.isNumber { traits.insert(.numeric) }
        if properties.changesWhenLowercased { traits.insert(.lowers) }
        switch scalar.value {
        case 0x21...0x2f, 0x3a...0x40, 0x5b...0x60, 0x7b...0x7e: traits.insert(.punctuation)
        case 0x4e00...0x9fff, 0x3400...0x4dbf, 0xf900...0xfaff, 0x2f800...0x2fa1f: traits.insert(.ideograph)
        // The package starts the fifth range at 2B920, where BERT's own code has 2B820.
        case 0x20000...0x2a6df, 0x2a700...0x2b73f, 0x2b740...0x2b81f, 0x2b920...0x2ceaf: traits.insert(.ideograph)
        default: break
        }
        return traits
    }

    private static func traitsOfCategories(
        _ scalar: Unicode.Scalar,
        _ category: Unicode.GeneralCategory
    ) -> ScalarTraits {
        var traits: ScalarTraits = []
        if category.isPunctuation { traits.insert(.punctuation) }
        if category == .nonspacingMark { traits.insert(.accent) }
        let isUnclean = category == .control || category == .format || category == .privateUse
        if isUnclean, ![0x9, 0xa, 0xd].contains(scalar.value) { traits.insert(.unclean) }
        if scalar.value == 0xfffd { traits.insert(.unclean) }
        return traits
    }

    private static func traitsOfForms(
        _ scalar: Unicode.Scalar,
        _ properties: Unicode.Scalar.Properties
    ) -> ScalarTraits {
        let combiningClass = UInt32(properties.canonicalCombiningClass.rawValue)
        var traits = ScalarTraits(rawValue: combiningClass << 24)
        if properties.generalCategory.isMark { traits.insert(.combining) }
        if DecompositionTable.candidates.contains(where: { $0.contains(scalar.value) }) { traits.insert(.mayDecompose) }
        return traits
    }

    private static func traitsOfPatterns(_ properties: Unicode.Scalar.Properties) -> ScalarTraits {
        let category = properties.generalCategory
        var traits: ScalarTraits = []
        if category.isLetter { traits.insert(.letter) }
        if category.isNumber { traits.insert(.number) }
        if category.isMark || category.isLetter {
            if category != .lowercaseLetter { traits.insert(.upperLike) }
            if category != .uppercaseLetter, category != .titlecaseLetter { traits.insert(.lowerLike) }
        }
        let isDecimal = category == .decimalNumber || category == .connectorPunctuation
        if properties.isAlphabetic || category.isMark || isDecimal || properties.isJoinControl { traits.insert(.word) }
        return traits
    }
}
