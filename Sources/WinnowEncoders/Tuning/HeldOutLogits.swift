internal import Foundation

/// Logits of texts by heads that had not seen them: which are right, and how sure they are.
struct HeldOutLogits {
    /// By text, whether the label has the highest logit.
    let areRight: [Bool]
    /// By text, -ln of the label's probability at the temperature that is best for all of them together; at most 30, also
    /// where the heads did not know the label.
    let losses: [Double]

    /// - Parameter logits: By text, of each label.
    init(_ logits: [[Double]], labels: [Int]) {
        areRight = zip(logits, labels).map { logits, label in logits.firstIndex(of: logits.max() ?? 0) == label }
        let known = zip(logits, labels).filter { logits, label in logits[label] > Double(AdapterLayout.never) / 2 }
        let factor = Self.factor(known)
        losses = zip(logits, labels).map { logits, label in
            let highest = logits.max() ?? 0
            let sum = logits.reduce(0) { $0 + exp(factor * ($1 - highest)) }
            return min(30, log(sum) + factor * (highest - logits[label]))
        }
    }

    /// 1 / temperature of the least loss, 0.01 to 100: the loss is convex in it.
    private static func factor(_ texts: [(logits: [Double], label: Int)]) -> Double {
        var (low, high): (Double, Double) = (-log(100.0), log(100.0))
        for _ in 0..<40 {
            let middle = (low + high) / 2
            let slope = texts.reduce(0) { $0 + Self.slope($1.logits, $1.label, exp(middle)) }
            if slope > 0 { high = middle } else { low = middle }
        }
        return exp((low + high) / 2)
    }

    /// The derivative of the loss by the factor: the expected logit less the label's.
    private static func slope(_ logits: [Double], _ label: Int, _ factor: Double) -> Double {
        let highest = logits.max() ?? 0
        var (sum, product) = (0.0, 0.0)
        for logit in logits {
            let power = exp(factor * (logit - highest))
            sum += power
            product += power * (logit - highest)
        }
        return product / sum + highest - logits[label]
    }
}
