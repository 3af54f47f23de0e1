extension PerceptronModel: FittedModel {
    /// Integers: the columns of the first layer, and the units of each hidden layer. Numbers: weights and biases of each
    /// layer, the first's as `LinearModel` has them.
    public var record: ModelRecord {
        ModelRecord(
            kind: .perceptron,
            head: head,
            labelCount: labelCount,
            seenLabels: seenLabels,
            featureCount: featureCount,
            integers: [first.columns, hidden.map(UInt32.init)],
            numbers: [first.weights, first.bias] + layers.flatMap { [$0.weights, $0.bias] }
        )
    }

    /// - Returns: nil where the record is of another kind, or sizes do not fit each other, or a number cannot be used.
    public init?(_ record: ModelRecord) {
        guard record.kind == .perceptron, record.integers.count == 2 else { return nil }
        let shape = PerceptronShape(
            head: record.head,
            labelCount: record.labelCount,
            seenLabels: record.seenLabels,
            featureCount: record.featureCount,
            hidden: record.integers[1].map(Int.init)
        )
        guard shape.isConsistent, record.numbers.count == 2 * shape.sizes.count,
            record.numbers.allSatisfy({ $0.allSatisfy(\.isFinite) })
        else { return nil }
        let first = LinearModel(
            firstLayerOf: shape,
            columns: record.integers[0],
            weights: record.numbers[0],
            bias: record.numbers[1]
        )
        // Units and seen labels are few enough, and counted, for no product to overflow.
        let layers = (1..<shape.sizes.count).map {
            Layer(weights: record.numbers[2 * $0], bias: record.numbers[2 * $0 + 1])
        }
        let fit = zip(layers, zip(shape.sizes, shape.sizes.dropFirst())).allSatisfy { layer, size in
            layer.bias.count == size.1 && layer.weights.count == size.0 * size.1
        }
        guard first.isConsistent, first.bias.count == shape.hidden[0], fit else { return nil }
        self.init(shape: shape, first: first, layers: layers)
    }

    /// The model of rows as they are: scales change the first layer only.
    public func unscaled(_ scales: ColumnScales, sparseColumnCount: Int) -> PerceptronModel {
        PerceptronModel(
            shape: shape,
            first: first.unscaled(scales, sparseColumnCount: sparseColumnCount),
            layers: layers
        )
    }
}
