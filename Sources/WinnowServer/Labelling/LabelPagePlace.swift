internal import Hummingbird
internal import HummingbirdCore
internal import WinnowDomain

/// What an address of the label page asks for.
struct LabelPagePlace: Sendable {
    /// Each tab has a desk of its own: what lies on it is there again after a reload, and two tabs never get the same item.
    var desk: String
    /// An answer that is opened to be changed.
    var change: AnnotationID?
    /// Whether the words that moved the model are shown.
    var isExplained = false

    /// nil without a desk.
    init?(_ uri: URI) {
        let parameters = uri.queryParameters
        guard let desk = parameters.get("desk"), Self.isDesk(desk) else { return nil }
        self.init(desk: desk)
        change = parameters.get("change").flatMap { Int64($0) }.map { AnnotationID($0) }
        isExplained = parameters.get("words") == "1"
    }

    init(desk: String) {
        self.desk = desk
    }

    /// - Throws: `RequestError(.badRequest)` for a form without a desk.
    init(_ fields: FormFields) throws {
        guard let desk = fields["desk"], Self.isDesk(desk) else {
            throw RequestError(.badRequest, "the form is not complete")
        }
        self.init(desk: desk)
    }

    static var new: LabelPagePlace { LabelPagePlace(desk: Secret().text.prefix(10).lowercased()) }

    func address(in queue: String) -> String { "/queues/\(queue.formEscaped)/label?desk=\(desk)" }

    private static func isDesk(_ text: String) -> Bool {
        (4...32).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
                    || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                    || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
            }
    }
}
