/// A file of the Open Neural Network Exchange: a graph with notes.
///
/// - Source: onnx.proto of ONNX 1.10 (IR version 8, operator set 15), which onnxruntime reads from 1.10 on.
struct ONNXFile: Sendable {
    var graph: ONNXGraph
    var graphName: String
    /// The version of the program that wrote it.
    var producerVersion: String
    /// The number of the model version.
    var modelVersion: Int
    var note: String
    /// Notes for programs, by name.
    var metadata: [(key: String, value: String)]

    /// A message of protocol buffers cannot be longer; its readers count in 32 bits.
    static let byteLimit = Int(Int32.max)

    private enum Field {
        static let formatVersion = 1
        static let producer = 2
        static let producerVersion = 3
        static let modelVersion = 5
        static let note = 6
        static let graph = 7
        static let operators = 8
        static let metadata = 14
    }

    /// `ModelProto`.
    var bytes: [UInt8] {
        var out = ProtobufWriter()
        out.integer(Field.formatVersion, 8)
        out.string(Field.producer, "winnow")
        out.string(Field.producerVersion, producerVersion)
        out.integer(Field.modelVersion, modelVersion)
        out.string(Field.note, note)
        out.message(Field.graph) { graph.write(named: graphName, to: &$0) }
        // `OperatorSetIdProto`: the standard operators, which have the empty name.
        out.message(Field.operators) { operators in
            operators.string(1, "")
            operators.integer(2, 15)
        }
        for (key, value) in metadata {
            out.message(Field.metadata) { entry in
                entry.string(1, key)
                entry.string(2, value)
            }
        }
        return out.bytes
    }
}
