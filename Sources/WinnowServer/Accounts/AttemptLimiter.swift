internal import Synchronization
internal import WinnowDomain

/// Counts attempts by whom they come from: a bucket of tokens each, which fills again with time.
final class AttemptLimiter: Sendable {
    private struct Bucket {
        var tokens: Double
        var at: Moment
    }

    private let capacity: Double
    private let perSecond: Double
    /// Full buckets are as good as none; so many others are remembered at most.
    private let bucketCount: Int
    private let buckets = Mutex<[String: Bucket]>([:])

    /// - Parameters:
    ///   - capacity: Attempts at once.
    ///   - perSecond: Attempts that come back.
    init(capacity: Int, perSecond: Double, bucketCount: Int = 10_000) {
        self.capacity = Double(capacity)
        self.perSecond = perSecond
        self.bucketCount = bucketCount
    }

    /// Takes an attempt; nil when it may go on, otherwise how many seconds to wait.
    func attempt(_ key: String, now: Moment) -> Int? {
        buckets.withLock { buckets in
            if buckets.count >= bucketCount, buckets[key] == nil {
                buckets = buckets.filter { left(in: $0.value, now: now) < capacity }
                // Attacked from everywhere: then all have to wait.
                if buckets.count >= bucketCount { return 60 }
            }
            var tokens = buckets[key].map { left(in: $0, now: now) } ?? capacity
            defer { buckets[key] = Bucket(tokens: tokens, at: now) }
            guard tokens >= 1 else { return Int(((1 - tokens) / perSecond).rounded(.up)) }
            tokens -= 1
            return nil
        }
    }

    private func left(in bucket: Bucket, now: Moment) -> Double {
        min(capacity, bucket.tokens + max(0, now.seconds - bucket.at.seconds) * perSecond)
    }
}
