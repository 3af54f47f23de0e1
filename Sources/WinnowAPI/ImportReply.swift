/// What became of the records of an import.
package struct ImportReply: Hashable, Sendable, Codable {
    package let queue: String
    /// Records that were read, good and bad ones.
    package var read: Int
    package var imported: Int
    /// Items that were there already, as the record says.
    package var unchanged: Int
    package var replaced: Int
    /// Items that say something else than the record, and were kept.
    package var kept: Int
    /// Imported items whose text another item has.
    package var duplicates: Int
    package var annotations: Int
    package var unchangedAnnotations: Int
    package var supersededAnnotations: Int
    package var keptAnnotations: Int
    /// Bad records, all of them counted.
    package var rejected: Int
    /// The first bad records, 100 at most.
    package var firstRejected: [Rejection]
    /// What the records lack that was asked for, and what of them was passed over, in words.
    package var warnings: [String]
    /// The tools whose formats were recognised, by their titles; empty for plain records.
    package var formats: [String]

    package struct Rejection: Hashable, Sendable, Codable {
        package let file: String
        /// From 1.
        package let line: Int
        /// From 1, in Unicode scalars; missing where the whole line is meant.
        package let column: Int?
        package let reason: String

        package init(file: String, line: Int, column: Int?, reason: String) {
            self.file = file
            self.line = line
            self.column = column
            self.reason = reason
        }
    }

    package init(
        queue: String,
        read: Int = 0,
        imported: Int = 0,
        unchanged: Int = 0,
        replaced: Int = 0,
        kept: Int = 0,
        duplicates: Int = 0,
        annotations: Int = 0,
        unchangedAnnotations: Int = 0,
        supersededAnnotations: Int = 0,
        keptAnnotations: Int = 0,
        rejected: Int = 0,
        firstRejected: [Rejection] = [],
        warnings: [String] = [],
        formats: [String] = []
    ) {
        self.queue = queue
        self.read = read
        self.imported = imported
        self.unchanged = unchanged
        self.replaced = replaced
        self.kept = kept
        self.duplicates = duplicates
        self.annotations = annotations
        self.unchangedAnnotations = unchangedAnnotations
        self.supersededAnnotations = supersededAnnotations
        self.keptAnnotations = keptAnnotations
        self.rejected = rejected
        self.firstRejected = firstRejected
        self.warnings = warnings
        self.formats = formats
    }
}

/// Why an import ended before its end, and what became of the records until then: a problem document with one member more.
package struct ImportProblem: Sendable, Codable {
    package let problem: ProblemDocument
    /// What is stored.
    package let report: ImportReply

    package init(_ problem: ProblemDocument, report: ImportReply) {
        self.problem = problem
        self.report = report
    }

    private enum CodingKeys: String, CodingKey {
        case report = "import"
    }

    package init(from decoder: any Decoder) throws {
        problem = try ProblemDocument(from: decoder)
        report = try decoder.container(keyedBy: CodingKeys.self).decode(ImportReply.self, forKey: .report)
    }

    package func encode(to encoder: any Encoder) throws {
        try problem.encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(report, forKey: .report)
    }
}
