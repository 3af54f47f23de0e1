/// Fields of a JSON object in a file; what is wrong is said with file and key.
struct JSONFields {
    let file: String
    let value: JSONValue
    /// Where the object is within the file, empty for the whole.
    var place = ""

    func failure(_ key: String, _ reason: String) -> EncoderError {
        .damaged(file: file, place: place.isEmpty ? key : "\(place).\(key)", reason: reason)
    }

    /// The value, nil where there is none or null.
    subscript(key: String) -> JSONValue? {
        get throws(EncoderError) {
            guard case .object(let entries) = value else {
                let shown = place.isEmpty ? "the top" : place
                throw .damaged(file: file, place: shown, reason: "an object was expected")
            }
            return entries[key] == .null ? nil : entries[key]
        }
    }

    func integer(_ key: String, in range: ClosedRange<Int>, default missing: Int? = nil) throws(EncoderError) -> Int {
        guard let value = try self[key] else {
            if let missing { return missing }
            throw failure(key, "it is missing")
        }
        guard case .integer(let integer) = value, range.contains(integer) else {
            throw failure(key, "an integer from \(range.lowerBound) to \(range.upperBound) was expected")
        }
        return integer
    }

    func number(_ key: String, default missing: Double) throws(EncoderError) -> Double {
        switch try self[key] {
        case nil: return missing
        case .integer(let integer): return Double(integer)
        case .number(let number): return number
        default: throw failure(key, "a number was expected")
        }
    }

    func bool(_ key: String, default missing: Bool) throws(EncoderError) -> Bool {
        guard let value = try self[key] else { return missing }
        guard case .bool(let bool) = value else { throw failure(key, "true or false was expected") }
        return bool
    }

    func string(_ key: String) throws(EncoderError) -> String? {
        guard let value = try self[key] else { return nil }
        guard case .string(let string) = value else { throw failure(key, "a string was expected") }
        return string
    }
}
