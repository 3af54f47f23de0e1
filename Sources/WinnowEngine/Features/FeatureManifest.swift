internal import Foundation
package import WinnowDomain
package import WinnowNumerics

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
    package let blocks: [SparseMatrix]
    package let rowCount: Int
    /// d.
    package let columnCount: Int
    package let fittedRowCount: Int
    package let digest: Digest

    /// The block and the row in it of a row.
    package func place(of row: Int) -> (matrix: SparseMatrix, row: Int) {
        precondition(row >= 0 && row < rowCount, "row \(row) of \(rowCount)")
        // All blocks but the last have the same length.
        let length = blocks[0].rowCount
        return (blocks[row / length], row % length)
    }

    /// Some rows, copied to the heap.
    package func gather(_ rows: [Int]) -> SparseMatrix {
        SparseMatrix.gather(columnCount: columnCount, rows: rows.map(place))
    }
}
