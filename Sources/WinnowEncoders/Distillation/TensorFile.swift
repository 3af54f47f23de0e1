package import WinnowNumerics

/// Tensors to be written as a file that `Safetensors` reads.
///
/// The header is padded with spaces so that numbers begin at a multiple of 8 bytes, as the format's own library does.
package struct TensorFile {
    private var header: [ByteJSON.Member] = []
    private var numbers: [UInt8] = []

    package init() {}

    /// Appends a tensor.
    ///
    /// - Parameters:
    ///   - name: Any; different from the others.
    ///   - shape: Of the bytes that there are.
    ///   - bytes: Row-major, little-endian.
    package mutating func append(_ name: String, _ format: TensorFormat, shape: [Int], bytes: some Collection<UInt8>) {
        let count = shape.reduce(format.byteCount, *)
        precondition(bytes.count == count, "\(bytes.count) bytes for \(shape) of \(format.rawValue)")
        let start = numbers.count
        numbers.append(contentsOf: bytes)
        let entry = ByteJSON.object([
            "dtype": .text(format.rawValue), "shape": .array(shape.map(ByteJSON.integer)),
            "data_offsets": .array([.integer(start), .integer(numbers.count)]),
        ])
        header.append(ByteJSON.Member(key: Array(name.utf8), value: entry))
    }

    /// Appends numbers in half precision.
    package mutating func append(halves matrix: DenseMatrix, as name: String) {
        let bytes = HalfPrecision.narrow(matrix.values).flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }
        append(name, .half, shape: [matrix.rowCount, matrix.columnCount], bytes: bytes)
    }

    /// Appends numbers in single precision.
    package mutating func append(singles values: [Float], shape: [Int], as name: String) {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(4 * values.count)
        for value in values { withUnsafeBytes(of: value.bitPattern.littleEndian) { bytes.append(contentsOf: $0) } }
        append(name, .single, shape: shape, bytes: bytes)
    }

    /// The file.
    package var bytes: [UInt8] {
        var text = ByteJSON.object(header).serialized
        while text.count % 8 != 0 { text.append(UInt8(ascii: " ")) }
        let length = UInt64(text.count)
        return (0..<8).map { UInt8(truncatingIfNeeded: length >> (8 * UInt64($0))) } + text + numbers
    }
}
