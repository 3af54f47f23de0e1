internal import Hummingbird
internal import WinnowDomain

/// The query of an address, read strictly: a name with a mistake in it would be passed over.
struct QueryFields: Sendable {
    private let fields: FormFields

    /// - Parameter names: Those that the address knows.
    /// - Throws: `RequestError(.badRequest)`.
    init(_ request: Request, knows names: [String]) throws {
        fields = try FormFields(parsing: (request.uri.query ?? "").utf8)
        guard let strange = fields.names.first(where: { !names.contains($0) }) else { return }
        let hint = Spelling.suggestion(for: strange, among: names).map { "; did you mean \($0)?" } ?? ""
        let known = names.isEmpty ? "there are none here" : "there are \(names.joined(separator: ", "))"
        throw RequestError(
            .badRequest,
            "there is no parameter \"\(String(strange.prefix(60)).visible)\"; \(known)\(hint)"
        )
    }

    /// nil for one that is missing or empty.
    func text(_ name: String) -> String? { fields[name].flatMap { $0.isEmpty ? nil : $0 } }

    func all(_ name: String) -> [String] { fields.all(name).filter { !$0.isEmpty } }

    func whole(_ name: String, in range: ClosedRange<Int>) throws -> Int? {
        guard let text = text(name) else { return nil }
        guard let number = Int(text), range.contains(number) else {
            throw RequestError(.badRequest, "\(name) has to be \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    /// `true` or `false`.
    func flag(_ name: String) throws -> Bool? {
        switch text(name) {
        case nil: return nil
        case "true": return true
        case "false": return false
        case .some(let other):
            throw RequestError(
                .badRequest,
                "\(name) is \"\(String(other.prefix(60)).visible)\"; it can be true or false"
            )
        }
    }

    func choice<Choice: RawRepresentable<String> & CaseIterable>(_ name: String) throws -> Choice? {
        guard let text = text(name) else { return nil }
        guard let choice = Choice(rawValue: text) else {
            let known = Choice.allCases.map(\.rawValue).joined(separator: ", ")
            throw RequestError(.badRequest, "\(name) is \"\(String(text.prefix(60)).visible)\"; it can be \(known)")
        }
        return choice
    }
}
