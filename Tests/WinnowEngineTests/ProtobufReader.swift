/// Reads messages of protocol buffers into fields, for tests: nothing is known of what they mean.
struct ProtobufReader {
    enum Value {
        case number(UInt64)
        case bytes(ArraySlice<UInt8>)
    }

    struct Malformed: Error {}

    private(set) var fields: [(number: Int, value: Value)] = []

    init(_ bytes: ArraySlice<UInt8>) throws {
        var rest = bytes
        while !rest.isEmpty {
            let key = try Self.varint(&rest)
            let value: Value
            switch key & 7 {
            case 0: value = .number(try Self.varint(&rest))
            case 2: value = .bytes(try Self.take(Int(try Self.varint(&rest)), &rest))
            case 5: value = .bytes(try Self.take(4, &rest))
            default: throw Malformed()
            }
            fields.append((Int(key >> 3), value))
        }
    }

    private static func varint(_ rest: inout ArraySlice<UInt8>) throws -> UInt64 {
        var (value, shift) = (UInt64(0), UInt64(0))
        while let byte = rest.popFirst(), shift < 64 {
            value |= UInt64(byte & 0x7f) << shift
            if byte < 0x80 { return value }
            shift += 7
        }
        throw Malformed()
    }

    private static func take(_ count: Int, _ rest: inout ArraySlice<UInt8>) throws -> ArraySlice<UInt8> {
        guard count <= rest.count else { throw Malformed() }
        defer { rest = rest.dropFirst(count) }
        return rest.prefix(count)
    }

    func numbers(_ field: Int) -> [Int] {
        fields.compactMap {
            if $0.number == field, case .number(let number) = $0.value { Int(bitPattern: UInt(number)) } else { nil }
        }
    }

    func bytes(_ field: Int) -> [ArraySlice<UInt8>] {
        fields.compactMap { if $0.number == field, case .bytes(let bytes) = $0.value { bytes } else { nil } }
    }

    func texts(_ field: Int) -> [String] { bytes(field).map { String(decoding: $0, as: UTF8.self) } }

    func messages(_ field: Int) throws -> [ProtobufReader] { try bytes(field).map { try ProtobufReader($0) } }
}
