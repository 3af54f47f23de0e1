private import Foundation

/// `ln(p / (1 − p))`, for p in 0…1 exclusive.
package func logOdds(_ probability: Double) -> Double {
    log(probability / (1 - probability))
}

/// `1 / (1 + e^−z)`, from the side where the exponential is small.
package func sigmoid(_ logit: Double) -> Double {
    let tail = exp(-abs(logit))
    return logit >= 0 ? 1 / (1 + tail) : tail / (1 + tail)
}

/// Replaces logits by probabilities that sum to 1.
package func softmax(_ logits: UnsafeMutableBufferPointer<Double>) {
    var highest = -Double.infinity
    for logit in logits { highest = max(highest, logit) }
    var sum = 0.0
    for index in logits.indices {
        logits[index] = exp(logits[index] - highest)
        sum += logits[index]
    }
    for index in logits.indices { logits[index] /= sum }
}
