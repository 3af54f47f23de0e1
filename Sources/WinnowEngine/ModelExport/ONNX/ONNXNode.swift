/// An operator of an ONNX graph between named values.
struct ONNXNode: Sendable {
    /// An attribute of an operator.
    enum Attribute: Sendable {
        case integer(String, Int)
        case integers(String, [Int])

        private enum Field {
            static let name = 1
            static let integer = 3
            static let integers = 8
            static let type = 20
        }

        /// `AttributeProto`.
        func write(to out: inout ProtobufWriter) {
            switch self {
            case .integer(let name, let value):
                out.string(Field.name, name)
                out.integer(Field.integer, value)
                // AttributeType.INT
                out.integer(Field.type, 2)
            case .integers(let name, let values):
                out.string(Field.name, name)
                for value in values { out.integer(Field.integers, value) }
                // AttributeType.INTS
                out.integer(Field.type, 7)
            }
        }
    }

    let operation: String
    let inputs: [String]
    let output: String
    let attributes: [Attribute]

    private enum Field {
        static let input = 1
        static let output = 2
        static let name = 3
        static let operation = 4
        static let attribute = 5
    }

    /// `NodeProto`.
    func write(to out: inout ProtobufWriter) {
        for input in inputs { out.string(Field.input, input) }
        out.string(Field.output, output)
        out.string(Field.name, "make_\(output)")
        out.string(Field.operation, operation)
        for attribute in attributes { out.message(Field.attribute) { attribute.write(to: &$0) } }
    }
}
