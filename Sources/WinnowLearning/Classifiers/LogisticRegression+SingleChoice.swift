internal import WinnowNumerics

extension LogisticRegression {
    func fitSingleChoice(
        _ training: TrainingSet,
        start: LogisticStart?,
        _ cancellation: Cancellation?
    ) throws(LearningError) -> LogisticSolution {
        let seen = training.seenLabels
        guard !seen.isEmpty else { throw .noTrainingRows }
        let head = OutputHead.singleChoice(seenCount: seen.count)
        func model(_ columns: [UInt32], _ weights: [Double], _ bias: [Double]) -> LinearModel {
            LinearModel(
                head: head,
                labelCount: training.labelCount,
                seenLabels: seen,
                featureCount: training.features.columnCount,
                columns: columns,
                weights: weights.map(Float.init),
                bias: bias.map(Float.init)
            )
        }
        if seen.count == 1 {
            let zeros = [Double](repeating: 0, count: training.rowCount)
            return LogisticSolution(
                fitted: model([], [], [0]),
                rowCoefficients: zeros,
                curvature: nil,
                value: 0,
                iterationCount: 0
            )
        }
        let rows = TrainingRows(training.features)
        let weights = labelWeights(training, seen: seen)
        let curvature = curvature(of: rows, outputCount: head.outputCount, start: start)
        let problem = PairedProblem(
            rows: rows,
            l2: l2,
            pairs: PairTerms(training, loss: pairs, seen: seen),
            minimizer: minimizer(totalWeight: weights.reduce(0, +)),
            cancellation: cancellation
        )
        func minimum(_ loss: some RowLoss) -> LinearMinimum {
            let start = start?.point(seen: seen, head: head, rows: rows) ?? rows.origin(head: head)
            return problem.minimum(of: loss, from: start, curvature: curvature)
        }
        let found =
            seen.count == 2
            ? minimum(training.binomialLoss(weights: weights, positive: seen[1], negative: seen[0]))
            : minimum(training.softmaxLoss(weights: weights, seen: seen))
        return LogisticSolution(
            fitted: model(rows.columns, found.weights, found.bias),
            rowCoefficients: found.rowCoefficients,
            curvature: found.curvature,
            value: found.value,
            iterationCount: found.iterationCount
        )
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
        if balancesLabels { training.balance(&weights, seen: seen) }
        return weights
    }
}

extension TrainingSet {
    /// Labels that some row with a weight certainly has, ascending.
    public var seenLabels: [Int] {
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
        return SoftmaxLoss(
            outputCount: seen.count,
            weights: weights,
            allowed: allowed,
            offsets: offsets
        )
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
