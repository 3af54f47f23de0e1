/// What an import may hold at once, and how many bad records it puts up with.
package struct ImportLimits: Sendable {
    /// The import stops when more records than this are bad; nil: it goes on whatever comes.
    package var errorCount: Int?
    /// How many rejected records the report keeps; all are counted and handed out.
    package var keptRejectionCount = 100
    /// Records of one transaction, good and bad ones. It is the writer's turn of all processes for as long as a
    /// transaction takes, so that this is about 20 ms; and it is the same on all machines, so that the log is too.
    package var portionCount = 1_536
    /// Bytes of one transaction's records, from which on it takes no more.
    package var portionByteCount = 1 << 20

    package init(errorCount: Int? = nil) {
        self.errorCount = errorCount
    }
}
