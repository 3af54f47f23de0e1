/// When a delivery that failed is tried again.
///
/// Source: standard-webhooks, spec/standard-webhooks.md, "Retries": ten attempts within about three days.
package enum DeliveryPlan {
    /// Seconds after each attempt that failed; after the last one it is given up.
    package static let pauses: [Double] = [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400]

    /// nil: no more.
    ///
    /// - Parameter lot: 0 to 1, by which up to a fifth is added, so that messages that failed together do not return together.
    package static func next(after attemptCount: Int, at now: Moment, lot: Double) -> Moment? {
        guard attemptCount >= 1, attemptCount <= pauses.count else { return nil }
        return Moment(now.seconds + pauses[attemptCount - 1] * (1 + 0.2 * min(1, max(0, lot))))
    }

    /// Whoever sends has so long, in seconds; then it is taken for killed, and another one sends.
    package static let leaseSeconds: Double = 60

    /// Deliveries that ended longer ago are forgotten, in seconds.
    package static let memorySeconds: Double = 30 * 86_400
}
