internal import Foundation
package import WinnowDomain
package import WinnowLearning

/// Which files hold the features of a queue, and what they were made from.
struct FeatureManifest: Codable, Hashable {
    /// A run of rows in item order.
    struct Segment: Codable, Hashable {
        var file: String
        var checksum: String
        var rowCount: Int
        var firstItem: Int64
        var lastItem: Int64
        /// The newest event by which one of its items got its content.
        var lastEvent: EventNumber
    }

    /// How texts were read, `NormalizedText.version`; a manifest from before it was written cannot be read.
    var textVersion: Int
    var features: [FeatureDefinition]
    var template: String
    /// The rows from the first on that document frequencies were counted over.
    var fittedRowCount: Int
    var frequencies: String
    var segments: [Segment]

    var rowCount: Int { segments.reduce(0) { $0 + $1.rowCount } }

    /// Equal for equal features: a function of their bytes and of how they are made.
    var digest: Digest {
        let parts = ["text \(textVersion)", "\(features)", template, "\(fittedRowCount)"] + segments.map(\.checksum)
        return Digest(of: Data(parts.joined(separator: "\n").utf8))
    }
}

/// The features of a queue's items, in item order.
package struct FeatureSet: Sendable {
    package let rows: PoolFeatures
    package let fittedRowCount: Int
    package let digest: Digest

    package var rowCount: Int { rows.rowCount }
}
