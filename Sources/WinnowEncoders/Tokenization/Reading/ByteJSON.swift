/// A JSON value whose strings are UTF-8 bytes.
///
/// Vocabularies have keys that look the same and are not: a `String` would merge a composed é with a decomposed one.
package indirect enum ByteJSON: Sendable {
    case null
    case boolean(Bool)
    /// The number as written.
    case number(String)
    case string([UInt8])
    case array([ByteJSON])
    /// Members in order. A key that is there twice is kept twice; the last one counts.
    case object([Member])

    package struct Member: Sendable {
        package let key: [UInt8]
        package let value: ByteJSON

        package init(key: [UInt8], value: ByteJSON) {
            (self.key, self.value) = (key, value)
        }
    }

    /// What kind of value it is, for messages.
    package var kindName: String {
        switch self {
        case .null: "null"
        case .boolean: "a boolean"
        case .number: "a number"
        case .string: "a string"
        case .array: "an array"
        case .object: "an object"
        }
    }
}
