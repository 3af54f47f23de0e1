/// A value of a JSON text. Objects keep one value for each key: a text that repeats one is refused.
package enum JSONValue: Equatable, Sendable {
    case null
    case bool(Bool)
    /// Numbers that are written as integers and fit.
    case integer(Int)
    case number(Double)
    case string(String)
    case array([JSONValue])
    case object([String: JSONValue])
}

extension JSONValue {
    /// Where a text is no JSON, and why.
    package struct Failure: Error, Equatable {
        /// In bytes from the beginning.
        package let offset: Int
        package let reason: String
    }

    /// Reads a whole text: RFC 8259 with at most 64 levels, keys that do not repeat, and UTF-8.
    package init(parsing bytes: some Sequence<UInt8>) throws(Failure) {
        var parser = JSONParser(bytes: Array(bytes))
        self = try parser.document()
    }
}
