/// What the header of a file of tensors says, checked.
struct SafetensorsHeader {
    let tensors: [String: Safetensors.Tensor]
    /// Longer headers are refused, as by the format's own library.
    private static let mostBytes = 100_000_000

    init(bytes: UnsafeRawBufferPointer, file: String) throws(EncoderError) {
        guard bytes.count >= 8 else {
            throw .damaged(file: file, place: "byte 0", reason: "\(bytes.count) bytes have no room for a header")
        }
        let length = UInt64(littleEndian: bytes.loadUnaligned(as: UInt64.self))
        guard length <= UInt64(min(Self.mostBytes, bytes.count - 8)) else {
            throw .damaged(file: file, place: "byte 0", reason: "a header of \(length) bytes in \(bytes.count)")
        }
        let end = 8 + Int(length)
        let value: JSONValue
        do {
            value = try JSONValue(parsing: bytes[8..<end])
        } catch {
            throw .damaged(file: file, place: "byte \(8 + error.offset)", reason: error.reason)
        }
        guard case .object(let entries) = value else {
            throw .damaged(file: file, place: "byte 8", reason: "the header is no object")
        }
        var tensors: [String: Safetensors.Tensor] = [:]
        for (name, entry) in entries where name != "__metadata__" {
            let fields = JSONFields(file: file, value: entry, place: name)
            tensors[name] = try Self.tensor(name, fields, numbers: end..<bytes.count)
        }
        try Self.checkOverlaps(tensors.values, file: file)
        self.tensors = tensors
    }

    private static func tensor(
        _ name: String,
        _ fields: JSONFields,
        numbers: Range<Int>
    ) throws(EncoderError) -> Safetensors.Tensor {
        let type = try fields.string("dtype") ?? ""
        guard let format = TensorFormat(rawValue: type) else {
            let known = TensorFormat.allCases.map(\.rawValue)
            throw .unknown(kind: "format of \(name)", name: type, file: fields.file, known: known)
        }
        let shape = try integers(fields, "shape")
        let offsets = try integers(fields, "data_offsets")
        guard offsets.count == 2, offsets[0] <= offsets[1], offsets[1] <= numbers.count else {
            throw fields.failure("data_offsets", "\(offsets) of \(numbers.count) bytes")
        }
        var byteCount = format.byteCount
        for extent in shape {
            let (product, overflows) = byteCount.multipliedReportingOverflow(by: extent)
            guard !overflows else { throw fields.failure("shape", "\(shape) is too large") }
            byteCount = product
        }
        guard byteCount == offsets[1] - offsets[0] else {
            let reason = "\(shape) of \(type) has \(byteCount) bytes, and its place \(offsets[1] - offsets[0])"
            throw fields.failure("data_offsets", reason)
        }
        let range = numbers.lowerBound + offsets[0]..<numbers.lowerBound + offsets[1]
        return Safetensors.Tensor(name: name, format: format, shape: shape, range: range)
    }

    private static func integers(_ fields: JSONFields, _ key: String) throws(EncoderError) -> [Int] {
        guard case .array(let values) = try fields[key] else { throw fields.failure(key, "a list was expected") }
        var integers: [Int] = []
        for value in values {
            guard case .integer(let integer) = value, integer >= 0 else {
                throw fields.failure(key, "integers from 0 on were expected")
            }
            integers.append(integer)
        }
        return integers
    }

    private static func checkOverlaps(
        _ tensors: some Collection<Safetensors.Tensor>,
        file: String
    ) throws(EncoderError) {
        let sorted = tensors.filter { !$0.range.isEmpty }.sorted { $0.range.lowerBound < $1.range.lowerBound }
        for (first, second) in zip(sorted, sorted.dropFirst()) where second.range.lowerBound < first.range.upperBound {
            throw .damaged(file: file, place: second.name, reason: "its numbers overlap those of \(first.name)")
        }
    }
}
