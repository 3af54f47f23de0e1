/// Lower case scalar by scalar, without regard to the place in a word, as Unicode's default mapping.
enum LowerCase {
    static func append(_ scalar: UInt32, to scalars: inout [UInt32]) {
        guard ScalarTraits.of(scalar).contains(.lowers), let scalar = Unicode.Scalar(scalar) else {
            scalars.append(scalar)
            return
        }
        for lower in scalar.properties.lowercaseMapping.unicodeScalars { scalars.append(lower.value) }
    }

    /// Lowers a text of well-formed UTF-8.
    static func apply(to bytes: inout [UInt8]) {
        var lowered: [UInt32] = []
        bytes.rewriteRuns { byte in
            byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") ? byte | 0x20 : byte
        } other: { scalar, result in
            lowered.removeAll(keepingCapacity: true)
            append(scalar, to: &lowered)
            for scalar in lowered { result.append(scalar: scalar) }
        }
    }
}
