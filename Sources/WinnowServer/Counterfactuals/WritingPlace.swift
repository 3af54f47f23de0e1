internal import Hummingbird
internal import WinnowDomain

/// What an address of the page asks for on which revised texts are written.
struct WritingPlace: Sendable {
    /// The id of the item; nil for the next one of the revision queue.
    var item: String?
    /// An answer whose item is meant.
    var annotation: AnnotationID?
    var target: String?
    var kind = Counterfactual.Kind.flip
    /// The draft to go out from.
    var draft: CounterfactualID?
    /// Items of the revision queue that were passed over.
    var passed: [String] = []
    /// Whether the item comes from the revision queue.
    var isOffered = false
    /// Where to go on to; nil: to the next item of the revision queue.
    var back: String?

    init(_ fields: FormFields) {
        func text(_ name: String) -> String? { fields[name].flatMap { $0.isEmpty ? nil : $0 } }
        item = text("item")
        annotation = text("annotation").flatMap { Int64($0) }.map { AnnotationID($0) }
        target = text("target")
        kind = text("kind").flatMap { Counterfactual.Kind(rawValue: $0) } ?? .flip
        draft = text("draft").flatMap { Int64($0) }.map { CounterfactualID($0) }
        passed = Array(fields.all("passed").suffix(Self.rememberedCount))
        back = text("back").map { LocalPath($0).text }
    }

    /// More would make the address too long.
    private static let rememberedCount = 20

    /// The next item of the revision queue, when this one is passed over.
    func another(in queue: String) -> String? {
        guard isOffered, let item else { return nil }
        let names = (passed + [item]).suffix(Self.rememberedCount).map { "passed=\($0.formEscaped)" }
        return "\(Self.path(queue))?\(names.joined(separator: "&"))"
    }

    static func path(_ queue: String) -> String { "/queues/\(queue.formEscaped)/revise" }

    /// - Parameter stored: The counterfactual that was stored just now.
    func next(in queue: String, stored: CounterfactualID) -> String { back ?? "\(Self.path(queue))?stored=\(stored)" }
}
