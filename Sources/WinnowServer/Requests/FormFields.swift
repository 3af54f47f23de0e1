internal import Hummingbird
internal import NIOCore
internal import WinnowDomain

/// The fields of a form as browsers send them, in order; a name may come more than once.
struct FormFields: Sendable {
    private let pairs: [(name: String, value: String)]

    /// - Throws: `RequestError` when it is not a form, is too large, or is no text.
    init(of request: Request, _ context: AppContext) async throws {
        guard request.headers[.contentType]?.hasPrefix("application/x-www-form-urlencoded") == true else {
            throw RequestError(.unsupportedMedia, "send a form: application/x-www-form-urlencoded")
        }
        try self.init(parsing: try await request.wholeBody(context).readableBytesView)
    }

    /// - Throws: `RequestError(.badRequest)` for broken escapes and what is no UTF-8.
    init(parsing bytes: some Collection<UInt8>) throws {
        pairs = try bytes.split(separator: UInt8(ascii: "&")).map { pair in
            let sides = pair.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            return (try Self.decoded(sides[0]), try sides.count > 1 ? Self.decoded(sides[1]) : "")
        }
    }

    subscript(name: String) -> String? { pairs.first { $0.name == name }?.value }

    var names: [String] { pairs.map(\.name) }

    func all(_ name: String) -> [String] { pairs.filter { $0.name == name }.map(\.value) }

    private static func decoded(_ bytes: some Sequence<UInt8>) throws -> String {
        var plain: [UInt8] = []
        var rest = bytes.makeIterator()
        while let byte = rest.next() {
            switch byte {
            case UInt8(ascii: "+"): plain.append(UInt8(ascii: " "))
            case UInt8(ascii: "%"):
                guard let high = rest.next().flatMap(hexValue), let low = rest.next().flatMap(hexValue) else {
                    throw RequestError(
                        .badRequest,
                        "a percent sign in the form is not followed by two hexadecimal digits"
                    )
                }
                plain.append(high << 4 | low)
            default: plain.append(byte)
            }
        }
        guard let text = String(validating: plain, as: UTF8.self) else {
            throw RequestError(.badRequest, "the form is not UTF-8")
        }
        try text.refuseNull()
        return text
    }

    private static func hexValue(_ byte: UInt8) -> UInt8? {
        Character(UnicodeScalar(byte)).hexDigitValue.map { UInt8($0) }
    }
}
