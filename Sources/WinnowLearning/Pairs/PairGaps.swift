internal import WinnowNumerics

/// By how much the logits of a pair's rows differ, for all pairs; or the derivatives by that.
struct PairGaps {
    /// By flip: g.
    var flips: [Double]
    /// By swap and output: δ, row-major `(swaps, m)`.
    var swaps: [Double]

    mutating func add(_ scale: Double, _ other: PairGaps) {
        flips.add(scale, other.flips)
        swaps.add(scale, other.swaps)
    }

    func dot(_ other: PairGaps) -> Double {
        flips.dot(other.flips) + swaps.dot(other.swaps)
    }
}

extension PairTerms {
    /// - Parameter image: Logits without the bias, row-major `(n, stride)`: it is the same for both rows.
    func gaps(of image: [Double]) -> PairGaps {
        let stride = stride
        func decision(_ row: Int, _ contrast: Contrast) -> Double {
            image[row * stride + contrast.plus] - (contrast.minus.map { image[row * stride + $0] } ?? 0)
        }
        let flips = flips.map { flip in
            let contrast = contrasts[flip.contrast]
            return flip.sign * (decision(flip.revised, contrast) - decision(flip.original, contrast))
        }
        let swaps = swaps.flatMap { swap in
            (0..<outputCount).map { image[swap.revised * stride + $0] - image[swap.original * stride + $0] }
        }
        return PairGaps(flips: flips, swaps: swaps)
    }

    /// Adds derivatives by gaps to those by logits, row-major `(n, stride)`.
    func add(_ byGap: PairGaps, to byLogit: inout [Double]) {
        let stride = stride
        for (flip, derivative) in zip(flips, byGap.flips) {
            let contrast = contrasts[flip.contrast]
            let change = flip.sign * derivative
            byLogit[flip.revised * stride + contrast.plus] += change
            byLogit[flip.original * stride + contrast.plus] -= change
            if let minus = contrast.minus {
                byLogit[flip.revised * stride + minus] -= change
                byLogit[flip.original * stride + minus] += change
            }
        }
        for (place, swap) in swaps.enumerated() {
            for output in 0..<outputCount {
                let change = byGap.swaps[place * outputCount + output]
                byLogit[swap.revised * stride + output] += change
                byLogit[swap.original * stride + output] -= change
            }
        }
    }
}
