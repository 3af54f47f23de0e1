internal import WinnowNumerics

/// Trains adapters and a head on some texts, all of them in each step.
struct AdapterTraining {
    let layout: AdapterLayout
    let settings: TuningSettings
    private let groups: LayerGroups
    private let head: LinearHead
    private let start: [Float]

    /// - Parameters:
    ///   - texts: Of the states, at least one.
    ///   - labels: By text of these.
    ///   - fit: A head over their vectors without adapters, to begin with.
    init(
        _ layer: FrozenLayer,
        _ states: TuningStates,
        texts: [Int],
        labels: [Int],
        fit: RidgeHead,
        settings: TuningSettings
    ) {
        layout = AdapterLayout(
            layer.configuration,
            rank: settings.rank,
            featureCount: fit.axes.count,
            labelCount: fit.labelCount
        )
        groups = LayerGroups(layer, states, texts: texts, rankStride: layout.rankStride)
        let balance = labels.balance(labelCount: fit.labelCount)
        head = LinearHead(
            layout: layout,
            kernels: layer.kernels,
            axes: fit.axes,
            labels: labels,
            weights: balance.map { Float($0 / Double(labels.count)) }
        )
        var parameters = layout.start(seed: settings.seed)
        for column in 0..<layout.width {
            for label in 0..<layout.labelCount {
                parameters[layout.head + column * layout.labelStride + label] = fit.weight(column, label)
            }
        }
        for label in 0..<layout.labelCount { parameters[layout.bias + label] = fit.bias(label) }
        start = parameters
        self.settings = settings
    }

    /// The objective and its gradient: balanced loss, and half of `strength`/n times the squared weights of the head.
    func evaluate(_ parameters: [Float]) -> (value: Double, gradient: [Float]) {
        var (value, gradient) = groups.evaluate(AdapterStep(layout, parameters), head)
        let strength = settings.strength / Double(max(1, groups.count))
        for index in layout.head..<layout.bias {
            value += strength / 2 * Double(parameters[index]) * Double(parameters[index])
            gradient[index] += Float(strength) * parameters[index]
        }
        return (value, gradient)
    }

    /// Where a training begins.
    var beginning: [Float] { start }

    /// - Parameter progress: Told each step that is done.
    /// - Returns: The parameters of the last step whose loss and gradient were finite.
    /// - Throws: `EncoderError.cancelled`.
    func run(_ cancellation: Cancellation?, progress: (Int) -> Void) throws(EncoderError) -> [Float] {
        var parameters = start
        var moments = AdapterMoments(count: layout.count)
        for step in 0..<settings.stepCount {
            if cancellation?.isCancelled == true { throw .cancelled }
            let (value, gradient) = evaluate(parameters)
            guard value.isFinite, gradient.allSatisfy(\.isFinite) else { break }
            moments.move(
                &parameters,
                gradient,
                rate: settings.rate,
                headRate: settings.rate * settings.headRateFactor,
                head: layout.head
            )
            progress(step + 1)
        }
        return parameters
    }
}
