/// Which two scalars compose to a third one, as Unicode 9 knew it.
struct CompositionTable: Sendable {
    static let shared = CompositionTable()

    /// By the first scalar in the upper half and the second in the lower half.
    private let composites: [UInt64: UInt32]

    private init() {
        var byDecomposition: [[UInt32]: UInt32] = [:]
        for (scalar, mapping) in DecompositionTable.canonical.mappings where mapping.count > 1 {
            guard let properties = Unicode.Scalar(scalar)?.properties else { continue }
            if !properties.isFullCompositionExclusion { byDecomposition[mapping] = scalar }
        }
        var composites: [UInt64: UInt32] = [:]
        for (mapping, scalar) in byDecomposition {
            // A composite is a shorter composite and one more mark: decompositions are in canonical order.
            let start = mapping.dropLast()
            guard let first = start.count == 1 ? start[0] : byDecomposition[Array(start)] else { continue }
            composites[CompositionTable.key(first, mapping[mapping.count - 1])] = scalar
        }
        self.composites = composites
    }

    private static func key(_ first: UInt32, _ second: UInt32) -> UInt64 {
        UInt64(first) << 32 | UInt64(second)
    }

    func composition(_ first: UInt32, _ second: UInt32) -> UInt32? {
        Hangul.composition(first, second) ?? composites[CompositionTable.key(first, second)]
    }
}
