internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import WinnowDomain

/// JSON in and out.
enum JSONBody {
    /// - Throws: `RequestError` with where in the document something is wrong.
    static func read<Value: Decodable>(
        _ type: Value.Type,
        from request: Request,
        _ context: AppContext
    ) async throws -> Value {
        let body = try await request.wholeBody(context)
        // A body that says it is a form is a form, whatever it looks like: browsers send those across sites.
        let mediaType = request.headers[.contentType] ?? ""
        guard mediaType.isEmpty || mediaType.hasPrefix("application/json") else {
            throw RequestError(.unsupportedMedia, "send application/json")
        }
        let data = body.readableBytes == 0 ? Data("{}".utf8) : Data(body.readableBytesView)
        let document: JSON
        do {
            document = try JSONReader.read(Array(data))
        } catch {
            throw RequestError(.badRequest, "the body is not JSON: \(error.reason), at byte \(error.offset)")
        }
        try document.refuseNull()
        do {
            let value = try JSONDecoder().decode(type, from: data)
            try refuseStrangers(in: document, beside: value)
            return value
        } catch let error as DecodingError {
            throw RequestError(.badRequest, error.inWords)
        }
    }

    /// A field with a mistake in its name would be passed over, and somebody believe that it was done.
    ///
    /// Fields inside others are looked at where a document of the API stands; what is free in its keys is a dictionary.
    private static func refuseStrangers(in document: JSON, beside value: Any) throws {
        guard case .object(let members) = document else { return }
        let mirror = Mirror(reflecting: value)
        guard mirror.displayStyle == .struct else { return }
        let fields = Dictionary(
            mirror.children.compactMap { child in child.label.map { ($0, child.value) } },
            uniquingKeysWith: { first, _ in first }
        )
        for member in members {
            guard let field = fields[member.key] else { throw stranger(member.key, among: fields.keys.sorted()) }
            try refuseStrangers(in: member.value, beside: unwrapped(field))
        }
    }

    private static func unwrapped(_ value: Any) -> Any {
        let mirror = Mirror(reflecting: value)
        return mirror.displayStyle == .optional ? mirror.children.first?.value ?? value : value
    }

    private static func stranger(_ name: String, among known: [String]) -> RequestError {
        let hint = Spelling.suggestion(for: name, among: known).map { "; did you mean \($0)?" } ?? ""
        let others = known.isEmpty ? "there are none here" : "there are \(known.joined(separator: ", "))"
        return RequestError(
            .badRequest,
            "there is no field \"\(String(name.prefix(60)).visible)\"; \(others)\(hint)"
        )
    }

    static func reply(_ value: some Encodable, status: HTTPResponse.Status = .ok) throws -> Response {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return Response(
            status: status,
            headers: [.contentType: "application/json"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: try encoder.encode(value)))
        )
    }
}

extension DecodingError {
    /// What is wrong and where, without Swift's names.
    fileprivate var inWords: String {
        switch self {
        case .keyNotFound(let key, let context):
            "\(place(context.codingPath))the field \"\(key.stringValue)\" is missing"
        case .typeMismatch(_, let context): "\(place(context.codingPath))the value is of another kind than is wanted"
        case .valueNotFound(_, let context): "\(place(context.codingPath))a value is missing"
        case .dataCorrupted(let context):
            context.codingPath.isEmpty
                ? "a number is out of bounds, or not whole"
                : "\(place(context.codingPath))the value is not one of those that are known"
        @unknown default: "the body cannot be read"
        }
    }

    private func place(_ path: [any CodingKey]) -> String {
        path.isEmpty ? "" : "at \(path.map(\.stringValue).joined(separator: ".")): "
    }
}
