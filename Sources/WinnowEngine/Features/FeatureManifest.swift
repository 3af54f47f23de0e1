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
        /// Counted terms, where the queue counts some.
        var counts: Part?
        /// The columns of `lsa.v1`, where the queue has them.
        var dense: Part?
        /// By encoder; nil while not all rows are encoded. Missing where the queue has no encoder.
        var encoded: [Part?]?
        var rowCount: Int
        var firstItem: Int64
        var lastItem: Int64
        /// The newest event by which one of its items got its content.
        var lastEvent: EventNumber

        var parts: [Part] { [counts, dense].compactMap(\.self) + (encoded ?? []).compactMap(\.self) }

        /// What its rows are made of, whether they are made already or not.
        fileprivate var content: String {
            let counts = [counts, dense].map { $0?.checksum ?? "" }.joined(separator: " ")
            return "\(counts) \(rowCount) \(firstItem) \(lastItem) \(lastEvent)"
        }
    }

    /// How texts were read, `NormalizedText.version`; a manifest from before it was written cannot be read.
    var textVersion: Int
    var features: [FeatureDefinition]
    var template: String
    /// The rows from the first on that extractors were fitted to.
    var fittedRowCount: Int
    /// Where the queue counts terms.
    var frequencies: String?
    /// The basis of the columns of `lsa.v1`, where the queue has them.
    var basis: Part?
    /// By encoder: its version, and what was fitted to the pool.
    var encoders: [Encoder]?
    var segments: [Segment]

    struct Encoder: Codable, Hashable {
        var version: String
        var axes: Part?
    }

    var rowCount: Int { segments.reduce(0) { $0 + $1.rowCount } }

    static let rowLimit = 1 << 40

    /// Whether its counts can be counts of rows: their sums are.
    var isPossible: Bool {
        (0...Self.rowLimit).contains(fittedRowCount) && segments.count < 1 << 20
            && segments.allSatisfy { (1...Self.rowLimit).contains($0.rowCount) }
            && segments.allSatisfy { ($0.encoded?.count ?? 0) == (encoders?.count ?? 0) }
    }

    /// Whether all rows of all segments are made.
    var isWhole: Bool { segments.allSatisfy { $0.encoded?.allSatisfy { $0 != nil } ?? true } }

    /// The files that it names.
    var files: [String] {
        segments.flatMap { $0.parts.map(\.file) } + [frequencies, basis?.file].compactMap(\.self)
            + (encoders ?? []).compactMap { $0.axes?.file }
    }

    /// Equal for equal features: a function of what they are made of and of how they are made.
    ///
    /// What an encoder makes hangs on texts and its version alone, so it is the same before and after it is made.
    var digest: Digest {
        let contents = encoders == nil ? segments.flatMap { $0.parts.map(\.checksum) } : segments.map(\.content)
        return Digest(of: Data((makingParts + versions + contents).joined(separator: "\n").utf8))
    }

    /// Equal where the same text gets the same row.
    var making: Digest {
        let fitted = [frequencies ?? "", basis?.checksum ?? ""]
        return Digest(of: Data((makingParts + versions + fitted).joined(separator: "\n").utf8))
    }

    private var makingParts: [String] { ["text \(textVersion)", "\(features)", template, "\(fittedRowCount)"] }

    private var versions: [String] { (encoders ?? []).map { "\($0.version) \($0.axes?.checksum ?? "")" } }
}

/// The features of a queue's items, in item order.
package struct FeatureSet: Sendable {
    package let rows: PoolFeatures
    /// What they were made with.
    package let extractor: FittedExtractor
    package let fittedRowCount: Int
    package let digest: Digest
    /// Equal where the same text gets the same row; nil for features that are on no disk.
    package let making: Digest?
    /// The versions of the encoders, in their order.
    package let encoders: [String]
    /// Which rows are not encoded yet; empty where all are. The columns of encoders are 0 in them.
    package let isMissing: [Bool]

    package init(
        rows: PoolFeatures,
        extractor: FittedExtractor,
        fittedRowCount: Int,
        digest: Digest,
        making: Digest? = nil,
        encoders: [String] = [],
        isMissing: [Bool] = []
    ) {
        precondition(isMissing.isEmpty || isMissing.count == rows.rowCount, "\(isMissing.count) of \(rows.rowCount)")
        self.rows = rows
        self.extractor = extractor
        self.fittedRowCount = fittedRowCount
        self.digest = digest
        self.making = making
        self.encoders = encoders
        self.isMissing = isMissing.contains(true) ? isMissing : []
    }

    package var rowCount: Int { rows.rowCount }

    /// Whether all columns of a row are made.
    package func hasRow(_ row: Int) -> Bool { isMissing.isEmpty || !isMissing[row] }
}
