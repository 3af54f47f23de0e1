private import Foundation

/// `ln(p / (1 − p))`, for p in 0…1 exclusive.
public func logOdds(_ probability: Double) -> Double {
    log(probability / (1 - probability))
}

/// `1 / (1 + e^−z)`, from the side where the exponential is small.
public func sigmoid(_ logit: Double) -> Double {
    let tail = exp(-abs(logit))
    return logit >= 0 ? 1 / (1 + tail) : tail / (1 + tail)
}

/// Replaces logits by the log-odds of each one's softmax probability: what that label has against all others together.
///
/// Logits are only known up to a number added to all of them; log-odds are not.
func softmaxLogOdds(_ logits: UnsafeMutableBufferPointer<Double>) {
    var best = 0
    for index in logits.indices where logits[index] > logits[best] { best = index }
    let highest = logits[best]
    var sum = 0.0
    for index in logits.indices { sum += exp(logits[index] - highest) }
    // For the highest the others are added up again: what is left of the sum without it may be nothing but rounding.
    var rest = 0.0
    for index in logits.indices where index != best { rest += exp(logits[index] - highest) }
    for index in logits.indices {
        let others = index == best ? rest : sum - exp(logits[index] - highest)
        logits[index] = logits[index] - highest - log(max(others, 1e-300))
    }
}

/// Replaces logits by probabilities that sum to 1.
public func softmax(_ logits: UnsafeMutableBufferPointer<Double>) {
    var highest = -Double.infinity
    for logit in logits { highest = max(highest, logit) }
    var sum = 0.0
    for index in logits.indices {
        logits[index] = exp(logits[index] - highest)
        sum += logits[index]
    }
    for index in logits.indices { logits[index] /= sum }
}
