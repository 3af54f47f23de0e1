/// What stands between the fields of a table.
package enum Delimiter: UInt8, Hashable, Sendable, CaseIterable {
    case comma = 0x2c
    case semicolon = 0x3b
    case tab = 0x09

    /// The delimiter that occurs most often in the first line, outside quotes; a comma when there is none.
    init(header bytes: UnsafeRawBufferPointer) {
        var counts: [Delimiter: Int] = [:]
        var isQuoted = false
        for byte in bytes.drop(while: { $0 == 0x0a || $0 == 0x0d }) {
            if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
            if isQuoted { continue }
            if byte == UInt8(ascii: "\n") { break }
            if let delimiter = Delimiter(rawValue: byte) { counts[delimiter, default: 0] += 1 }
        }
        self = Delimiter.allCases.reduce(.comma) { counts[$1, default: 0] > counts[$0, default: 0] ? $1 : $0 }
    }

    /// For messages.
    var name: String {
        switch self {
        case .comma: "comma"
        case .semicolon: "semicolon"
        case .tab: "tab"
        }
    }
}
