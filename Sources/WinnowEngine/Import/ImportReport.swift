package import WinnowDomain

/// How an import went. Whatever its end, all that the totals count is stored.
package struct ImportReport: Sendable {
    package enum End: Sendable {
        /// Everything was read.
        case complete
        /// More records were bad than were allowed.
        case tooManyErrors(limit: Int)
        case cancelled
        /// The input or the store failed, or the list of bad records could not be written.
        case failed(any Error)
    }

    package var end = End.complete
    package var totals = ImportTotals()
    /// The first of the rejected records, in file order.
    package var rejected: [RejectedRecord] = []
}
