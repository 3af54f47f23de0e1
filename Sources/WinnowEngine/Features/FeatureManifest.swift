internal import Foundation
package import WinnowDomain
package import WinnowLearning

/// Which files hold the features of a queue, and what they were made from.
struct FeatureManifest: Codable, Hashable {
    /// A file with the checksum that its header has.
    struct Part: Codable, Hashable {
        var file: String
        var checksum: String
    }

    /// A run of rows in item order.
    struct Segment: Codable, Hashable {
        /// Counted terms.
        var counts: Part
        /// Dense columns, where the queue has some.
        var dense: Part?
        var rowCount: Int
        var firstItem: Int64
        var lastItem: Int64
        /// The newest event by which one of its items got its content.
        var lastEvent: EventNumber

        var parts: [Part] { [counts] + (dense.map { [$0] } ?? []) }
    }

    /// How texts were read, `NormalizedText.version`; a manifest from before it was written cannot be read.
    var textVersion: Int
    var features: [FeatureDefinition]
    var template: String
    /// The rows from the first on that extractors were fitted to.
    var fittedRowCount: Int
    var frequencies: String
    /// The basis of dense columns, where the queue has some.
    var basis: Part?
    var segments: [Segment]

    var rowCount: Int { segments.reduce(0) { $0 + $1.rowCount } }

    /// Whether its counts can be counts of rows: their sums are.
    var isPossible: Bool {
        let most = 1 << 40
        return (0...most).contains(fittedRowCount) && segments.count < 1 << 20
            && segments.allSatisfy { (1...most).contains($0.rowCount) }
    }

    /// The files that it names.
    var files: [String] {
        segments.flatMap { $0.parts.map(\.file) } + [frequencies] + (basis.map { [$0.file] } ?? [])
    }

    /// Equal for equal features: a function of their bytes and of how they are made.
    var digest: Digest {
        let parts = ["text \(textVersion)", "\(features)", template, "\(fittedRowCount)"]
        let checksums = segments.flatMap { $0.parts.map(\.checksum) }
        return Digest(of: Data((parts + checksums).joined(separator: "\n").utf8))
    }
}

/// The features of a queue's items, in item order.
package struct FeatureSet: Sendable {
    package let rows: PoolFeatures
    /// What they were made with.
    package let extractor: FittedExtractor
    package let fittedRowCount: Int
    package let digest: Digest

    package var rowCount: Int { rows.rowCount }
}
