private import Foundation

/// When a request that failed is tried again.
package struct RetryPlan: Hashable, Sendable {
    /// Tries in all.
    package var tryCount: Int
    /// Before the second try; each next one waits twice as long.
    package var firstPause: Double
    /// Whatever the service asks for.
    package var longestPause: Double

    /// Seconds that a try may take.
    package var timeout: Double

    /// One try, and not a long one.
    package static let impatient = RetryPlan(tryCount: 1, timeout: 10)

    package init(tryCount: Int = 5, firstPause: Double = 0.5, longestPause: Double = 60, timeout: Double = 60) {
        self.tryCount = tryCount
        self.timeout = timeout
        self.firstPause = firstPause
        self.longestPause = longestPause
    }

    /// Whether another try can help: the service is busy, or not well, or did not answer.
    static func isWorthIt(status: Int?) -> Bool {
        guard let status else { return true }
        return status == 408 || status == 425 || status == 429 || status >= 500
    }

    /// Seconds to wait.
    ///
    /// - Parameters:
    ///   - number: Of the try that failed, from 1.
    ///   - after: What the service said in `Retry-After`: seconds, or a date.
    func pause(after number: Int, retryAfter: String?, now: Double) -> Double {
        let own = firstPause * Double(1 << min(number - 1, 20))
        let asked = retryAfter.flatMap { RetryPlan.seconds($0, now: now) }
        return min(longestPause, max(own, asked ?? 0))
    }

    private static func seconds(_ text: String, now: Double) -> Double? {
        if let seconds = Double(text.trimmingCharacters(in: .whitespaces)), seconds >= 0 { return seconds }
        let format = DateFormatter()
        format.locale = Locale(identifier: "en_US_POSIX")
        format.dateFormat = "EEE, dd MMM yyyy HH:mm:ss zzz"
        return format.date(from: text).map { max(0, $0.timeIntervalSince1970 - now) }
    }
}
