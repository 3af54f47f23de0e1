/// Finds a step that lowers the value enough and flattens the slope enough (the strong Wolfe conditions).
///
/// - Source: Nocedal and Wright 2006, algorithms 3.5 and 3.6, with cubic interpolation (equation 3.59).
struct WolfeLineSearch {
    let firstStep: Double
    private let sufficientDecrease = 1e-4
    private let curvature = 0.9
    private let maximumStep = 1e10
    private let maximumTrials = 30

    init(firstStep: Double) {
        self.firstStep = firstStep
    }

    private struct Trial {
        var step: Double
        var at: LineValue
    }

    /// - Returns: The step, or nil when rounding hides all progress.
    func step(start: LineValue, line: inout some ObjectiveLine) -> Double? {
        precondition(start.slope <= 0, "not a descent direction: slope \(start.slope)")
        var previous = Trial(step: 0, at: start)
        var step = firstStep
        for trial in 0..<maximumTrials {
            let current = Trial(step: step, at: line.evaluate(at: step))
            if !current.at.value.isFinite {
                step = previous.step + (step - previous.step) / 10
                continue
            }
            if isTooHigh(current, start) || (trial > 0 && current.at.value >= previous.at.value) {
                return zoom(low: previous, high: current, start: start, line: &line)
            }
            if abs(current.at.slope) <= -curvature * start.slope { return step }
            if current.at.slope >= 0 { return zoom(low: current, high: previous, start: start, line: &line) }
            previous = current
            step = min(maximumStep, 2 * step)
        }
        return previous.step > 0 ? previous.step : nil
    }

    private func isTooHigh(_ trial: Trial, _ start: LineValue) -> Bool {
        trial.at.value > start.value + sufficientDecrease * trial.step * start.slope
    }

    /// Shrinks an interval that holds a good step: `low` is the best end so far.
    private func zoom(low: Trial, high: Trial, start: LineValue, line: inout some ObjectiveLine) -> Double? {
        var (low, high) = (low, high)
        for _ in 0..<maximumTrials {
            let width = abs(high.step - low.step)
            if width <= 1e-14 * max(abs(low.step), abs(high.step)) { break }
            let step = interpolate(low, high)
            let current = Trial(step: step, at: line.evaluate(at: step))
            if isTooHigh(current, start) || current.at.value >= low.at.value {
                high = current
            } else {
                if abs(current.at.slope) <= -curvature * start.slope { return step }
                if current.at.slope * (high.step - low.step) >= 0 { high = low }
                low = current
            }
        }
        return low.step > 0 && low.at.value < start.value ? low.step : nil
    }

    /// The minimum of the cubic through both ends, kept away from them; the middle where that fails.
    private func interpolate(_ low: Trial, _ high: Trial) -> Double {
        let span = high.step - low.step
        let d1 = low.at.slope + high.at.slope - 3 * (low.at.value - high.at.value) / (low.step - high.step)
        let radicand = d1 * d1 - low.at.slope * high.at.slope
        let middle = low.step + span / 2
        guard radicand >= 0 else { return middle }
        let d2 = radicand.squareRoot() * (span >= 0 ? 1 : -1)
        let step = high.step - span * (high.at.slope + d2 - d1) / (high.at.slope - low.at.slope + 2 * d2)
        let margin = 0.1 * abs(span)
        let range = (min(low.step, high.step) + margin)...(max(low.step, high.step) - margin)
        return step.isFinite && range.contains(step) ? step : middle
    }
}
