internal import WinnowDomain
internal import WinnowLearning

/// The graph of an exported model: from features to probabilities.
///
/// Counted columns come in as one matrix, what each encoder makes as another. Columns of LSA and the axes of encoders are
/// made in the graph, in half precision as a queue keeps them, so nobody has to make them again.
struct ModelGraph {
    static let termsName = "terms"
    static let probabilitiesName = "probabilities"
    static let labelName = "label"

    private(set) var graph = ONNXGraph()
    private let model: ExportedModel
    private let labels: [String]
    private let isMultilabel: Bool

    static func encoderName(_ number: Int) -> String { "encoder_\(number + 1)" }

    /// - Parameter labels: Names, by label.
    init(_ model: ExportedModel, labels: [String], isMultilabel: Bool) {
        (self.model, self.labels, self.isMultilabel) = (model, labels, isMultilabel)
        let logits = outputs(of: features())
        let probabilities = CalibrationGraph(model).probabilities(of: logits, in: &graph)
        addOutputs(placed(probabilities))
    }

    /// The parts that the first layer reads, each with its number of columns.
    private mutating func features() -> [(value: ONNXGraph.Value, columnCount: Int)] {
        var parts: [(ONNXGraph.Value, Int)] = []
        if let terms = model.terms {
            let input = graph.input(
                Self.termsName,
                columnCount: terms.columnCount,
                note: "TF-IDF of the first terms of the metadata winnow.features, rows of length 1 over all terms"
            )
            if model.learnsTerms { parts.append((input, terms.columnCount)) }
            if let directions = model.directions {
                parts.append((columns(of: directions, input), directions.columnCount))
            }
        }
        for (number, encoder) in model.encoders.enumerated() {
            let input = graph.input(
                Self.encoderName(number),
                columnCount: encoder.encoderCount,
                note: "what \(encoder.definition.model) makes of each text"
            )
            parts.append((kept(encoder, number, input), encoder.columnCount))
        }
        return parts
    }

    /// Rows along the directions of LSA, of length 1, in half precision.
    private mutating func columns(of directions: ExportedModel.Directions, _ terms: ONNXGraph.Value) -> ONNXGraph.Value
    {
        let (start, end, axis) = (
            graph.constant(.integers([0]), [1], named: "lsa_start"),
            graph.constant(.integers([Int64(directions.termCount)]), [1], named: "lsa_end"),
            graph.constant(.integers([1]), [1], named: "lsa_axis")
        )
        let frequent = graph.apply("Slice", terms, start, end, axis, named: "lsa_terms")
        let basis = graph.constant(
            .floats(directions.basis),
            [directions.termCount, directions.columnCount],
            named: "lsa_basis"
        )
        let rows = graph.cast(graph.apply("MatMul", frequent, basis), to: .double)
        let square = graph.sum(graph.apply("Mul", rows, rows), axis: 1)
        // A row without a term that the pool has often enough stays 0; see `FittedLSA`.
        let least = graph.scalar(1e-12, as: .double)
        let isThere = graph.apply("Greater", square, least)
        let length = graph.apply("Sqrt", graph.apply("Max", square, least))
        let unit = graph.apply("Div", rows, length)
        let zero = graph.scalar(0, as: .double)
        return halved(graph.cast(graph.apply("Where", isThere, unit, zero), to: .float))
    }

    private mutating func kept(
        _ encoder: ExportedModel.Encoder,
        _ number: Int,
        _ input: ONNXGraph.Value
    ) -> ONNXGraph.Value {
        guard let basis = encoder.basis else { return halved(input) }
        let name = "\(Self.encoderName(number))_basis"
        let table = graph.constant(.floats(basis), [encoder.encoderCount, encoder.columnCount], named: name)
        return halved(graph.apply("MatMul", input, table))
    }

    /// Rounded to half precision and back: dense columns are kept so, and learned from so.
    private mutating func halved(_ value: ONNXGraph.Value) -> ONNXGraph.Value {
        graph.cast(graph.cast(value, to: .half), to: .float)
    }

    /// The outputs before calibration, `(n, outputCount)`.
    private mutating func outputs(of parts: [(value: ONNXGraph.Value, columnCount: Int)]) -> ONNXGraph.Value {
        var sums: [ONNXGraph.Value] = []
        var row = 0
        let first = model.layers[0]
        for (number, part) in parts.enumerated() {
            let weights = first.weights[row * first.outputCount..<(row + part.columnCount) * first.outputCount]
            let table = graph.constant(
                .floats(Array(weights)),
                [part.columnCount, first.outputCount],
                named: "weights_1_\(number + 1)"
            )
            sums.append(graph.apply("MatMul", part.value, table))
            row += part.columnCount
        }
        var units = bias(0)
        for sum in sums { units = graph.apply("Add", sum, units) }
        for (number, layer) in model.layers.enumerated().dropFirst() {
            let table = graph.constant(
                .floats(layer.weights),
                [model.layers[number - 1].outputCount, layer.outputCount],
                named: "weights_\(number + 1)"
            )
            let rectified = graph.apply("Relu", units)
            units = graph.apply("Add", graph.apply("MatMul", rectified, table), bias(number))
        }
        return units
    }

    private mutating func bias(_ number: Int) -> ONNXGraph.Value {
        let bias = model.layers[number].bias
        return graph.constant(.floats(bias), [bias.count], named: "bias_\(number + 1)")
    }

    /// The probabilities of seen labels in their places among all, the others 0.
    private mutating func placed(_ seen: ONNXGraph.Value) -> ONNXGraph.Value {
        let count = model.labelCount
        guard model.seenLabels != Array(0..<count) else {
            return graph.apply("Identity", seen, named: Self.probabilitiesName)
        }
        var places = [Float](repeating: 0, count: model.seenLabels.count * count)
        for (row, label) in model.seenLabels.enumerated() { places[row * count + label] = 1 }
        let table = graph.constant(.floats(places), [model.seenLabels.count, count], named: "places")
        return graph.apply("MatMul", seen, table, named: Self.probabilitiesName)
    }

    private mutating func addOutputs(_ probabilities: ONNXGraph.Value) {
        let count = model.labelCount
        graph.output(probabilities, .float, columnCount: count, note: "of the labels of the metadata winnow.labels")
        if isMultilabel {
            let half = graph.scalar(0.5, as: .float)
            let label = graph.apply("GreaterOrEqual", probabilities, half, named: Self.labelName)
            graph.output(label, .boolean, columnCount: count, note: "whether each label applies")
        } else {
            let best = graph.apply(
                "ArgMax",
                probabilities,
                attributes: [.integer("axis", 1), .integer("keepdims", 0)]
            )
            let names = graph.constant(.strings(labels), [count], named: "labels")
            let label = graph.apply("Gather", names, best, named: Self.labelName)
            graph.output(label, .string, columnCount: nil, note: "the most probable label")
        }
    }
}
