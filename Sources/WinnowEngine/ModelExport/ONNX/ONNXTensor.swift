/// A constant of an ONNX graph.
struct ONNXTensor: Sendable {
    /// The numbers are those of `TensorProto.DataType` in onnx.proto.
    enum Element: Int, Sendable {
        case float = 1
        case integer = 7
        case string = 8
        case boolean = 9
        case half = 10
        case double = 11
    }

    /// What stands in it, row-major.
    enum Values: Sendable {
        case floats([Float])
        case doubles([Double])
        case integers([Int64])
        case strings([String])
    }

    let name: String
    /// Of each dimension; none for a scalar.
    let shape: [Int]
    let values: Values

    private enum Field {
        static let dimensions = 1
        static let element = 2
        static let strings = 6
        static let name = 8
        static let bytes = 9
    }

    var element: Element {
        switch values {
        case .floats: .float
        case .doubles: .double
        case .integers: .integer
        case .strings: .string
        }
    }

    /// `TensorProto`.
    func write(to out: inout ProtobufWriter) {
        for count in shape { out.integer(Field.dimensions, count) }
        out.integer(Field.element, element.rawValue)
        switch values {
        case .floats(let values): out.data(Field.bytes, Self.littleEndian(values.map(\.bitPattern)))
        case .doubles(let values): out.data(Field.bytes, Self.littleEndian(values.map(\.bitPattern)))
        case .integers(let values): out.data(Field.bytes, Self.littleEndian(values))
        case .strings(let texts): for text in texts { out.string(Field.strings, text) }
        }
        out.string(Field.name, name)
    }

    private static func littleEndian(_ values: [some FixedWidthInteger]) -> [UInt8] {
        values.map(\.littleEndian).withUnsafeBytes { Array($0) }
    }
}
