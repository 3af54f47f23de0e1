package import WinnowDomain

extension QueueState {
    /// How far a queue is: counted along, so that asking costs nothing however many items there are.
    package struct Progress: Hashable, Sendable {
        /// Without revised texts.
        package let itemCount: Int
        /// Items with as many annotations as the queue wants.
        package let finishedCount: Int
        /// Items that annotators can still be given, apart from those to measure on.
        package let poolCount: Int
        package let leaseCount: Int
        /// Annotators who hold an item.
        package let annotatorCount: Int
        /// Of the ranking that serves; nil before the first.
        package let rankingVersion: Int?

        /// 0…100; full only when everything is done.
        package var percent: Int { itemCount == 0 ? 0 : 100 * finishedCount / itemCount }
    }

    package mutating func progress(now: Moment) -> Progress {
        expire(now: now)
        let leases = leases
        return Progress(
            itemCount: index.originalCount,
            finishedCount: finishedCount,
            poolCount: poolCount,
            leaseCount: leases.count,
            annotatorCount: Set(leases.map(\.annotator)).count,
            rankingVersion: rankingVersion
        )
    }
}
