internal import WinnowLearning

/// The part of a graph that makes probabilities of a model's outputs: the same formulas as `FittedClassifier`, in double
/// precision where it has them so.
struct CalibrationGraph {
    private let head: OutputHead
    private let seenCount: Int
    private let calibration: Calibration

    init(_ model: ExportedModel) {
        (head, seenCount, calibration) = (model.head, model.seenLabels.count, model.calibration)
    }

    /// Probabilities of the seen labels, `(n, seenCount)`, in single precision.
    ///
    /// - Parameter logits: `(n, outputCount)`.
    func probabilities(of logits: ONNXGraph.Value, in graph: inout ONNXGraph) -> ONNXGraph.Value {
        switch head {
        case .softmax: return softmax(logits, &graph)
        case .oneAgainstRest: return graph.cast(calibrated(graph.cast(logits, to: .double), &graph), to: .float)
        case .binomial:
            if seenCount == 1 {
                // All that it learned is one label: nothing speaks against it.
                let none = graph.apply("Mul", logits, graph.scalar(0, as: .float))
                return graph.apply("Add", none, graph.scalar(1, as: .float))
            }
            let second = calibrated(graph.cast(logits, to: .double), &graph)
            let first = graph.apply("Sub", graph.scalar(1, as: .double), second)
            return graph.cast(graph.apply("Concat", first, second, attributes: [.integer("axis", 1)]), to: .float)
        }
    }

    private func softmax(_ logits: ONNXGraph.Value, _ graph: inout ONNXGraph) -> ONNXGraph.Value {
        switch calibration {
        case .none: return softmaxOfRows(logits, &graph)
        case .temperature(let temperature):
            let factor = graph.scalar(Double(1 / Float(temperature)), as: .float)
            return softmaxOfRows(graph.apply("Mul", logits, factor), &graph)
        case .platt, .isotonic:
            let values = graph.cast(logits, to: .double)
            let each = calibrated(logOdds(values, &graph), &graph)
            let sum = graph.sum(each, axis: 1)
            let zero = graph.scalar(0, as: .double)
            let isThere = graph.apply("Greater", sum, zero)
            // Every output may calibrate to zero; the uncalibrated probabilities are then all that is known.
            let one = graph.scalar(1, as: .double)
            let scaled = graph.apply("Div", each, graph.apply("Where", isThere, sum, one))
            return graph.cast(graph.apply("Where", isThere, scaled, softmaxOfRows(values, &graph)), to: .float)
        }
    }

    private func softmaxOfRows(_ logits: ONNXGraph.Value, _ graph: inout ONNXGraph) -> ONNXGraph.Value {
        graph.apply("Softmax", logits, attributes: [.integer("axis", 1)])
    }

    /// What each label has against all others together: `z − ln Σ e^z` over the others. The sum over the others is a product
    /// with a matrix of ones and a diagonal of zeros, for a difference of sums would be nothing but rounding.
    private func logOdds(_ logits: ONNXGraph.Value, _ graph: inout ONNXGraph) -> ONNXGraph.Value {
        let count = head.outputCount
        var others = [Double](repeating: 1, count: count * count)
        for label in 0..<count { others[label * count + label] = 0 }
        let table = graph.constant(.doubles(others), [count, count], named: "others")
        let highest = graph.apply("ReduceMax", logits, attributes: [.integers("axes", [1])])
        let shifted = graph.apply("Sub", logits, highest)
        let rest = graph.apply("MatMul", graph.apply("Exp", shifted), table)
        let least = graph.apply("Max", rest, graph.scalar(1e-300, as: .double))
        return graph.apply("Sub", shifted, graph.apply("Log", least))
    }

    /// Each output by itself: log-odds to a probability.
    private func calibrated(_ logOdds: ONNXGraph.Value, _ graph: inout ONNXGraph) -> ONNXGraph.Value {
        switch calibration {
        case .none: return graph.apply("Sigmoid", logOdds)
        case .temperature(let temperature):
            return graph.apply("Sigmoid", graph.apply("Div", logOdds, graph.scalar(temperature, as: .double)))
        case .platt(let lines):
            let slopes = graph.constant(.doubles(lines.map(\.slope)), [lines.count], named: "slopes")
            let intercepts = graph.constant(.doubles(lines.map(\.intercept)), [lines.count], named: "intercepts")
            let line = graph.apply("Add", graph.apply("Mul", logOdds, slopes), intercepts)
            return graph.apply("Sigmoid", line)
        case .isotonic(let steps):
            return interpolated(graph.apply("Sigmoid", logOdds), IsotonicTable(steps), &graph)
        }
    }

    /// `first + Σ rise · min(max((p − start) / width, 0), 1)` over the pieces of each output: a function that is linear between
    /// its knots and flat outside, without looking for the piece.
    private func interpolated(
        _ probabilities: ONNXGraph.Value,
        _ table: IsotonicTable,
        _ graph: inout ONNXGraph
    ) -> ONNXGraph.Value {
        let shape = [table.outputCount, table.pieceCount]
        let starts = graph.constant(.doubles(table.starts), shape, named: "step_starts")
        let widths = graph.constant(.doubles(table.widths), shape, named: "step_widths")
        let rises = graph.constant(.doubles(table.rises), shape, named: "step_rises")
        let firsts = graph.constant(.doubles(table.firsts), [table.outputCount], named: "step_firsts")
        let axis = graph.constant(.integers([2]), [1], named: "step_axis")
        let column = graph.apply("Unsqueeze", probabilities, axis)
        let share = graph.apply("Div", graph.apply("Sub", column, starts), widths)
        let inside = graph.apply("Max", graph.scalar(0, as: .double), share)
        let clipped = graph.apply("Min", graph.scalar(1, as: .double), inside)
        let sum = graph.sum(graph.apply("Mul", clipped, rises), axis: 2, keepsAxis: false)
        return graph.apply("Add", sum, firsts)
    }
}
