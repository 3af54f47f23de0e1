internal import WinnowDomain

/// What became of the records of an import. What is counted is stored, or was reported.
package struct ImportTotals: Hashable, Sendable {
    /// Records of which is known what became of them, also bad ones.
    package var readCount = 0
    package var insertedCount = 0
    package var unchangedCount = 0
    package var replacedCount = 0
    /// Conflicts where what was stored was kept.
    package var keptCount = 0
    /// Items whose text another item has already.
    package var duplicateCount = 0
    package var annotationCount = 0
    package var unchangedAnnotationCount = 0
    package var supersededAnnotationCount = 0
    package var keptAnnotationCount = 0
    package var rejectedCount = 0

    package init() {}

    /// Whether anything was stored.
    package var hasChanges: Bool {
        insertedCount + replacedCount + annotationCount + supersededAnnotationCount > 0
    }

    mutating func add(_ outcome: ImportOutcome) {
        insertedCount += outcome.insertedCount
        unchangedCount += outcome.unchangedCount
        replacedCount += outcome.replacedCount
        keptCount += outcome.keptCount
        duplicateCount += outcome.duplicateCount
        annotationCount += outcome.annotationCount
        unchangedAnnotationCount += outcome.unchangedAnnotationCount
        supersededAnnotationCount += outcome.supersededAnnotationCount
        keptAnnotationCount += outcome.keptAnnotationCount
    }
}
