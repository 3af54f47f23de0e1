internal import Foundation

/// Full decompositions of the scalars that Unicode 9 knew, but of Hangul, which are computed.
///
/// Made from Foundation's normalization at first use: decompositions of assigned scalars never change, so that only
/// the scalars' age has to be looked at to have an older version's table.
struct DecompositionTable: Sendable {
    static let canonical = DecompositionTable { $0.decomposedStringWithCanonicalMapping }
    static let compatible = DecompositionTable { $0.decomposedStringWithCompatibilityMapping }

    /// All scalars with a decomposition are in these ranges; a test looks at all others.
    static let candidates: [ClosedRange<UInt32>] = [
        0xa0...0x33ff, 0xa640...0xabff, 0xf900...0xffff, 0x11000...0x115ff, 0x1d000...0x1d7ff, 0x1ee00...0x1f2ff,
        0x2f800...0x2fa1f,
    ]

    let mappings: [UInt32: [UInt32]]

    private init(normalized: (String) -> String) {
        let scalars = DecompositionTable.candidates.joined()
            .filter { ScalarTraits.of($0).contains(.mayDecompose) }
            .compactMap(Unicode.Scalar.init)
        // One call for all: a line break is a starter that nothing combines with.
        var text = String.UnicodeScalarView()
        for scalar in scalars {
            text.append(scalar)
            text.append("\n")
        }
        let lines = normalized(String(text)).unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
        var mappings: [UInt32: [UInt32]] = [:]
        for (scalar, line) in zip(scalars, lines) where line.count != 1 || line.first != scalar {
            mappings[scalar.value] = line.map(\.value)
        }
        self.mappings = mappings
    }

    /// Appends the decomposition of a scalar, or the scalar itself.
    func append(_ scalar: UInt32, to scalars: inout [UInt32]) {
        if Hangul.isSyllable(scalar) {
            Hangul.append(syllable: scalar, to: &scalars)
        } else if ScalarTraits.of(scalar).contains(.mayDecompose), let mapping = mappings[scalar] {
            scalars.append(contentsOf: mapping)
        } else {
            scalars.append(scalar)
        }
    }
}
