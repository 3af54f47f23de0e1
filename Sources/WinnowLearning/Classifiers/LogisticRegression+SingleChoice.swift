internal import WinnowNumerics

extension LogisticRegression {
    func fitSingleChoice(
        _ training: TrainingSet,
        start: LogisticStart?,
        _ cancellation: Cancellation?
    ) throws(LearningError) -> LogisticSolution {
        let seen = training.seenLabels
        guard !seen.isEmpty else { throw .noTrainingRows }
        let (compact, columns) = training.features.compacted()
        let heads = FittedLogisticRegression.Head.singleChoice(seenCount: seen.count)
        let stride = heads.stride
        func solution(
            _ weights: [Float],
            _ bias: [Double],
            _ coefficients: [Double],
            _ value: Double,
            _ count: Int
        )
            -> LogisticSolution
        {
            LogisticSolution(
                fitted: FittedLogisticRegression(
                    head: heads,
                    labelCount: training.labelCount,
                    seenLabels: seen,
                    featureCount: training.features.columnCount,
                    columns: weights.isEmpty ? [] : columns,
                    weights: weights,
                    bias: bias.map(Float.init)
                ),
                rowCoefficients: coefficients,
                value: value,
                iterationCount: count
            )
        }
        if seen.count == 1 { return solution([], [0], [Double](repeating: 0, count: training.rowCount), 0, 0) }

        let weights = labelWeights(training, seen: seen)
        let initial = start?.coefficients(seen: seen, head: heads, rowCount: training.rowCount)
        let coefficients = initial?.rows ?? [Double](repeating: 0, count: training.rowCount * stride)
        let bias = initial?.bias ?? [Double](repeating: 0, count: stride)
        let minimizer = minimizer(totalWeight: weights.reduce(0, +))
        func run<Loss: RowLoss>(_ loss: Loss) -> LogisticSolution {
            let objective = LinearObjective(
                gram: GramProduct(compact),
                rowCount: compact.rowCount,
                loss: loss,
                l2: l2
            )
            let minimum = minimizer.minimize(
                objective,
                from: objective.point(coefficients: coefficients, bias: bias),
                cancellation: cancellation
            )
            let table = compact.transposedTimes(rows: minimum.point.coefficients, stride: stride)
            return solution(
                table.map(Float.init),
                minimum.point.bias,
                minimum.point.coefficients,
                minimum.value,
                minimum.iterationCount
            )
        }
        return seen.count == 2
            ? run(training.binomialLoss(weights: weights, positive: seen[1], negative: seen[0]))
            : run(training.softmaxLoss(weights: weights, seen: seen))
    }

    /// Row weights times label weights; 0 for rows whose partial label says nothing about the seen labels.
    private func labelWeights(_ training: TrainingSet, seen: [Int]) -> [Double] {
        var weights = training.weights
        for row in weights.indices
        where training.allowedLabels(row: row, seen: seen).count == seen.count
            || training.allowedLabels(row: row, seen: seen).isEmpty
        {
            weights[row] = 0
        }
        guard balancesLabels else { return weights }
        // By label number: a sum in the order of a hash table would be another one in each process.
        var totals = [Double](repeating: 0, count: training.labelCount)
        for (target, weight) in zip(training.targets, weights) {
            if case .label(let label) = target { totals[label] += weight }
        }
        let sum = totals.reduce(0, +)
        for row in weights.indices {
            if case .label(let label) = training.targets[row], totals[label] > 0 {
                weights[row] *= sum / (Double(seen.count) * totals[label])
            }
        }
        return weights
    }
}

extension TrainingSet {
    /// Labels that some row with a weight certainly has, ascending.
    package var seenLabels: [Int] {
        var seen = Set<Int>()
        for (target, weight) in zip(targets, weights) where weight > 0 {
            switch target {
            case .label(let label): seen.insert(label)
            case .not: break
            case .set(let present, _): seen.formUnion(present)
            }
        }
        return seen.sorted()
    }

    /// The positions in `seen` of the labels that a row may have.
    func allowedLabels(row: Int, seen: [Int]) -> [Int] {
        switch targets[row] {
        case .label(let label): seen.indices.filter { seen[$0] == label }
        case .not(let labels): seen.indices.filter { !labels.contains(seen[$0]) }
        case .set: []
        }
    }

    func softmaxLoss(weights: [Double], seen: [Int]) -> SoftmaxLoss {
        var allowed: [Int] = []
        var offsets = [0]
        for row in 0..<rowCount {
            let labels = allowedLabels(row: row, seen: seen)
            // A row without a say has weight 0; one allowed label keeps its arithmetic in order.
            allowed += labels.isEmpty ? [0] : labels
            offsets.append(allowed.count)
        }
        return SoftmaxLoss(outputCount: seen.count, weights: weights, allowed: allowed, offsets: offsets)
    }

    func binomialLoss(weights: [Double], positive: Int, negative: Int) -> BinomialLoss {
        BinomialLoss(
            weights: weights,
            isPositive: targets.map { target in
                switch target {
                case .label(let label): label == positive
                case .not(let labels): labels.contains(negative)
                case .set(let present, _): present.contains(positive)
                }
            }
        )
    }
}

extension LogisticStart {
    /// The old coefficients in the shape of a new problem; nil when the shapes have nothing in common.
    func coefficients(
        seen: [Int],
        head: FittedLogisticRegression.Head,
        rowCount: Int
    ) -> (rows: [Double], bias: [Double])? {
        let old = solution.fitted
        guard rows.count == rowCount, old.head.isSingleOutput == head.isSingleOutput, !old.weights.isEmpty else {
            return nil
        }
        if head.isSingleOutput && old.seenLabels != seen { return nil }
        let outputs = head.isSingleOutput ? [0] : seen.map { old.seenLabels.firstIndex(of: $0) }
        let (oldStride, stride) = (old.head.stride, head.stride)
        var coefficients = [Double](repeating: 0, count: rowCount * stride)
        var bias = [Double](repeating: 0, count: stride)
        for (output, oldOutput) in outputs.enumerated() {
            guard let oldOutput else { continue }
            bias[output] = Double(old.bias[oldOutput])
            for row in 0..<rowCount {
                guard let oldRow = rows[row] else { continue }
                coefficients[row * stride + output] = solution.rowCoefficients[oldRow * oldStride + oldOutput]
            }
        }
        return (coefficients, bias)
    }
}
