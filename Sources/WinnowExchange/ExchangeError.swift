package import WinnowDomain

/// Why a whole file cannot be read or written; a single bad record is a `RejectedRecord` instead.
package enum ExchangeError: Error, Hashable, Sendable {
    case cannotOpen(file: String, reason: String)
    case cannotRead(file: String, reason: String)
    case cannotWrite(file: String, reason: String)
    /// Gzip that ends early or does not match its checksum. `byte` counts compressed bytes from 0.
    case damagedCompression(file: String, byte: Int64, reason: String)
    case unsupportedEncoding(file: String, name: String)
    /// A table whose first row cannot serve as its header.
    case badHeader(Place, reason: String)
    /// A JSON list whose elements cannot be told apart from here on.
    case badList(Place, reason: String)
    /// A wish about how records are to be read that cannot be fulfilled.
    case badOption(reason: String)
    /// None of the first records has a field that a wish names.
    case noSuchField(reason: String)
}

extension ExchangeError: CodedError {
    package var code: ErrorCode {
        switch self {
        case .cannotOpen: .cannotOpen
        case .cannotRead: .cannotRead
        case .cannotWrite: .cannotWrite
        case .damagedCompression: .damagedCompression
        case .unsupportedEncoding: .unsupportedEncoding
        case .badHeader: .badHeader
        case .badList: .badList
        case .badOption: .usage
        case .noSuchField: .noSuchField
        }
    }

    package var description: String {
        switch self {
        case .cannotOpen(let file, let reason): "\(file.visible): cannot be opened: \(reason)"
        case .cannotRead(let file, let reason): "\(file.visible): cannot be read: \(reason)"
        case .cannotWrite(let file, let reason): "\(file.visible): cannot be written: \(reason)"
        case .damagedCompression(let file, let byte, let reason):
            "\(file.visible): the compressed data are damaged at byte \(byte): \(reason); get the file again"
        case .unsupportedEncoding(let file, let name):
            "\(file.visible): is \(name); convert it to UTF-8, for example with iconv"
        case .badOption(let reason), .noSuchField(let reason): reason
        case .badHeader(let place, let reason), .badList(let place, let reason): "\(place): \(reason.visible)"
        }
    }
}
