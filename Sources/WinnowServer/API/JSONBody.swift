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
        do {
            let value = try JSONDecoder().decode(type, from: data)
            try refuseStrangers(in: data, beside: value)
            return value
        } catch let error as DecodingError {
            throw RequestError(.badRequest, error.inWords)
        }
    }

    /// A field with a mistake in its name would be passed over, and somebody believe that it was done.
    private static func refuseStrangers(in data: Data, beside value: some Decodable) throws {
        let known = Mirror(reflecting: value).children.compactMap(\.label)
        let names = try JSONDecoder().decode(FieldNames.self, from: data).names
        guard let strange = names.first(where: { !known.contains($0) }) else { return }
        let hint = Spelling.suggestion(for: strange, among: known).map { "; did you mean \($0)?" } ?? ""
        let others = known.isEmpty ? "there are none here" : "there are \(known.sorted().joined(separator: ", "))"
        throw RequestError(.badRequest, "there is no field \"\(String(strange.prefix(60)).visible)\"; \(others)\(hint)")
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

/// The names of an object's fields, whatever they hold.
private struct FieldNames: Decodable {
    private struct Name: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }

        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    let names: [String]

    init(from decoder: any Decoder) throws {
        names = try decoder.container(keyedBy: Name.self).allKeys.map(\.stringValue).sorted()
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
                ? "the body is not JSON" : "\(place(context.codingPath))the value is not one of those that are known"
        @unknown default: "the body cannot be read"
        }
    }

    private func place(_ path: [any CodingKey]) -> String {
        path.isEmpty ? "" : "at \(path.map(\.stringValue).joined(separator: ".")): "
    }
}
