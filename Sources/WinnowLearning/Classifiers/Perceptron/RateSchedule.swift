private import Foundation

/// How the learning rate changes from epoch to epoch.
public enum RateSchedule: Sendable, Hashable {
    case constant
    /// Half a cosine from the rate to almost nothing over the epoch limit (Loshchilov and Hutter 2017, equation 5, without
    /// restarts).
    case cosine
    /// Multiplied by a factor, above 0 and at most 1, after each so many epochs.
    case step(every: Int, factor: Double)

    /// Whether the numbers of `step` are in their ranges.
    public var isUsable: Bool {
        if case .step(let every, let factor) = self { every > 0 && factor > 0 && factor <= 1 } else { true }
    }

    /// What the learning rate is multiplied by.
    ///
    /// - Parameters:
    ///   - epoch: From 0.
    ///   - limit: Epochs in all, at least 1.
    public func factor(epoch: Int, of limit: Int) -> Double {
        switch self {
        case .constant: 1
        case .cosine: (1 + cos(.pi * Double(epoch) / Double(limit))) / 2
        case .step(let every, let factor): pow(factor, Double(epoch / every))
        }
    }
}
