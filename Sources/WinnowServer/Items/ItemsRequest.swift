internal import Hummingbird
internal import WinnowDomain
internal import WinnowEngine

/// What a list of items is asked for, by the parameters of its address; a field that is empty asks for nothing.
struct ItemsRequest: Sendable {
    /// The parameters that make another list, as they were given: links to other pages of it carry them.
    let parameters: [(name: String, value: String)]
    /// Its item `like` is not looked up yet.
    let query: ItemQuery
    /// The id of the item that those of the list are to be like.
    let like: String?

    static let names = ["q", "state", "label", "annotator", "predicted", "set", "order", "like", "frame"]
    static let largestLimit = 1_000

    /// - Throws: `RequestError(.badRequest)` with what is wrong and what would be right.
    init(_ request: Request, limit: Int, queue: Queue, names: [AnnotatorID: String]) throws {
        let known = Self.names + ["after", "before", "limit"]
        _ = try QueryFields(request, knows: known)
        try self.init(fields: FormFields(parsing: (request.uri.query ?? "").utf8), limit: limit, queue, names)
    }

    init(fields: FormFields, limit: Int, _ queue: Queue, _ names: [AnnotatorID: String]) throws {
        func text(_ name: String) -> String? { fields[name].flatMap { $0.isEmpty ? nil : $0 } }
        parameters = Self.names.compactMap { name in text(name).map { (name, $0) } }
        let filter = ItemFilter(
            state: try Self.choice("state", text("state")),
            side: try Self.choice("set", text("set")),
            label: try text("label").map { try Self.label($0, of: queue) },
            annotator: try text("annotator").map { try Self.annotator($0, names) },
            predicted: try text("predicted").map { try Self.label($0, of: queue) },
            frame: try text("frame").map(Self.frame)
        )
        like = text("like")
        let typed = text("q") ?? ""
        guard typed.unicodeScalars.count <= SearchQuery.longestText else {
            throw RequestError(.badRequest, "a search may have \(SearchQuery.longestText) characters")
        }
        let search = SearchQuery(typed)
        query = ItemQuery(
            filter: filter,
            search: search.terms.isEmpty ? nil : search,
            order: try Self.choice("order", text("order")) ?? .items,
            direction: try Self.direction(after: text("after"), before: text("before")),
            limit: try Self.limit(text("limit"), else: limit)
        )
    }

    func value(_ name: String) -> String? { parameters.first { $0.name == name }?.value }

    /// The parameters with others behind them, for an address.
    func text(adding more: KeyValuePairs<String, String> = [:]) -> String {
        (parameters.map { ($0.name, $0.value) } + more.map { ($0.key, $0.value) })
            .map { "\($0.0)=\($0.1.formEscaped)" }.joined(separator: "&")
    }

    /// The parameters but for one.
    func text(without name: String) -> String {
        parameters.filter { $0.name != name }.map { "\($0.name)=\($0.value.formEscaped)" }.joined(separator: "&")
    }

    private static func choice<Choice: RawRepresentable<String> & CaseIterable>(
        _ name: String,
        _ text: String?
    ) throws -> Choice? {
        guard let text else { return nil }
        guard let choice = Choice(rawValue: text) else {
            let known = Choice.allCases.map(\.rawValue).joined(separator: ", ")
            throw RequestError(.badRequest, "\(name) is \"\(text.prefix(60))\"; it may be \(known)")
        }
        return choice
    }

    private static func label(_ name: String, of queue: Queue) throws -> LabelID {
        guard let label = queue.label(named: name) else {
            let known = queue.labels.prefix(20).map(\.name).joined(separator: ", ")
            throw RequestError(.badRequest, "there is no label \"\(name.prefix(60))\"; the labels are \(known)")
        }
        return label.id
    }

    private static func annotator(_ name: String, _ names: [AnnotatorID: String]) throws -> AnnotatorID {
        guard let id = names.first(where: { $0.value == name })?.key else {
            throw RequestError(.badRequest, "there is no annotator \"\(name.prefix(60))\"")
        }
        return id
    }

    private static func frame(_ text: String) throws -> MapFrame {
        guard let frame = MapFrame(text) else {
            throw RequestError(
                .badRequest,
                "frame is \"\(text.prefix(60))\"; it has to be VERSION-X-Y-X-Y, the corners as whole numbers of 0 to 65535"
            )
        }
        return frame
    }

    private static func direction(after: String?, before: String?) throws -> ItemQuery.Direction {
        func position(_ name: String, _ text: String) throws -> ItemPosition {
            guard let position = ItemPosition(text) else {
                throw RequestError(.badRequest, "\(name) is \"\(text.prefix(60))\"; take it from an answer")
            }
            return position
        }
        if let before { return .before(try position("before", before)) }
        return .after(try after.map { try position("after", $0) })
    }

    private static func limit(_ text: String?, else usual: Int) throws -> Int {
        guard let text else { return usual }
        guard let limit = Int(text), (1...largestLimit).contains(limit) else {
            throw RequestError(.badRequest, "limit has to be 1 to \(largestLimit)")
        }
        return limit
    }
}
