/// A graph of ONNX while it grows: operators of the standard set, in the order in which they are computed.
///
/// Every value is a matrix of n rows, one a text, unless it is a constant.
struct ONNXGraph: Sendable {
    /// A value by its name in the graph.
    struct Value: Hashable, Sendable {
        let name: String
    }

    /// What goes in or comes out.
    private struct Port: Sendable {
        let name: String
        let element: ONNXTensor.Element
        /// nil for one number a row.
        let columnCount: Int?
        let note: String
    }

    private var nodes: [ONNXNode] = []
    private var constants: [ONNXTensor] = []
    private var inputs: [Port] = []
    private var outputs: [Port] = []

    /// A value that whoever uses the graph gives, `(n, columnCount)`.
    mutating func input(_ name: String, columnCount: Int, note: String) -> Value {
        inputs.append(Port(name: name, element: .float, columnCount: columnCount, note: note))
        return Value(name: name)
    }

    mutating func constant(_ values: ONNXTensor.Values, _ shape: [Int], named name: String) -> Value {
        constants.append(ONNXTensor(name: name, shape: shape, values: values))
        return Value(name: name)
    }

    /// A number by itself.
    mutating func scalar(_ value: Double, as element: ONNXTensor.Element) -> Value {
        let name = "constant_\(constants.count)"
        return constant(element == .double ? .doubles([value]) : .floats([Float(value)]), [], named: name)
    }

    mutating func apply(
        _ operation: String,
        _ inputs: Value...,
        attributes: [ONNXNode.Attribute] = [],
        named name: String? = nil
    ) -> Value {
        let output = name ?? "\(operation.lowercased())_\(nodes.count)"
        let node = ONNXNode(
            operation: operation,
            inputs: inputs.map(\.name),
            output: output,
            attributes: attributes
        )
        nodes.append(node)
        return Value(name: output)
    }

    mutating func cast(_ value: Value, to element: ONNXTensor.Element) -> Value {
        apply("Cast", value, attributes: [.integer("to", element.rawValue)])
    }

    /// Sums along the last axis, which stays with one number.
    mutating func sum(_ value: Value, axis: Int64, keepsAxis: Bool = true) -> Value {
        let axes = constant(.integers([axis]), [1], named: "axes_\(constants.count)")
        return apply("ReduceSum", value, axes, attributes: [.integer("keepdims", keepsAxis ? 1 : 0)])
    }

    /// A value of the graph that comes out under its own name.
    ///
    /// - Parameter columnCount: nil for one number a row.
    mutating func output(_ value: Value, _ element: ONNXTensor.Element, columnCount: Int?, note: String) {
        outputs.append(Port(name: value.name, element: element, columnCount: columnCount, note: note))
    }

    private enum Field {
        static let node = 1
        static let name = 2
        static let constant = 5
        static let input = 11
        static let output = 12
    }

    /// `GraphProto`.
    func write(named name: String, to out: inout ProtobufWriter) {
        for node in nodes { out.message(Field.node) { node.write(to: &$0) } }
        out.string(Field.name, name)
        for constant in constants { out.message(Field.constant) { constant.write(to: &$0) } }
        for port in inputs { out.message(Field.input) { Self.write(port, to: &$0) } }
        for port in outputs { out.message(Field.output) { Self.write(port, to: &$0) } }
    }

    /// `ValueInfoProto`: the name, then the type, which is a tensor of n rows, then a note for people.
    private static func write(_ port: Port, to out: inout ProtobufWriter) {
        out.string(1, port.name)
        out.message(2) { type in
            type.message(1) { tensor in
                tensor.integer(1, port.element.rawValue)
                tensor.message(2) { shape in
                    shape.message(1) { $0.string(2, "n") }
                    if let count = port.columnCount { shape.message(1) { $0.integer(1, count) } }
                }
            }
        }
        out.string(3, port.note)
    }
}
