internal import WinnowDomain

/// Writes JSON whose lists of numbers are too long to be built as values first.
struct JSONText {
    private(set) var bytes: [UInt8] = []
    /// Whether something stands before the next member or element of what is open.
    private var needsComma = false

    var text: String { String(decoding: bytes, as: UTF8.self) }

    mutating func value(_ value: JSON) {
        separate()
        value.append(to: &bytes)
    }

    mutating func object(_ write: (inout JSONText) -> Void) { enclose("{", "}", write) }

    mutating func array(_ write: (inout JSONText) -> Void) { enclose("[", "]", write) }

    mutating func member(_ key: String, _ value: JSON) {
        member(key) { $0.value(value) }
    }

    mutating func member(_ key: String, _ write: (inout JSONText) -> Void) {
        separate()
        JSON.appendQuoted(key, to: &bytes)
        bytes.append(UInt8(ascii: ":"))
        needsComma = false
        write(&self)
        needsComma = true
    }

    /// A list of numbers, each in its shortest exact form.
    mutating func numbers(_ values: some Sequence<some CustomStringConvertible>) {
        array { out in
            for value in values {
                out.separate()
                out.bytes.append(contentsOf: value.description.utf8)
            }
        }
    }

    /// A list of rows, of so many numbers each.
    mutating func matrix(_ values: [Float], columnCount: Int) {
        array { out in
            for start in stride(from: 0, to: values.count, by: max(columnCount, 1)) {
                out.numbers(values[start..<min(start + columnCount, values.count)])
            }
        }
    }

    private mutating func enclose(_ open: String, _ close: String, _ write: (inout JSONText) -> Void) {
        separate()
        bytes.append(contentsOf: open.utf8)
        needsComma = false
        write(&self)
        bytes.append(contentsOf: close.utf8)
        needsComma = true
    }

    private mutating func separate() {
        if needsComma { bytes.append(UInt8(ascii: ",")) }
        needsComma = true
    }
}
