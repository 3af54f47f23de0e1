import WinnowDomain

/// Why a record cannot be mapped.
struct Refusal: Error, Hashable {
    /// What is wrong and how to mend it, without a full stop.
    let reason: String

    init(_ reason: String) {
        self.reason = reason
    }

    /// Why a record has no text.
    init(_ shortfall: TextTemplate.Shortfall, data: [JSON.Member]) {
        switch shortfall {
        case .missing(let field): reason = Refusal.missing(field, in: data)
        case .notText(let field, let kind):
            reason =
                "field `\(field)` is \(kind), not text; "
                + "name a member of it in the queue's item text, or make it a string"
        case .empty: reason = "the text is empty; fill in the fields or leave the record out"
        }
    }

    private static func missing(_ field: String, in data: [JSON.Member]) -> String {
        var (names, wanted) = (data.map(\.key), field)
        var value = JSON.object(data)
        for key in field.split(separator: ".", omittingEmptySubsequences: false) {
            guard case .object(let members) = value else { break }
            (names, wanted) = (members.map(\.key), String(key))
            guard let next = value[wanted] else { break }
            value = next
        }
        if let similar = Spelling.suggestion(for: wanted, among: names) {
            return "missing field `\(field)`; the record has `\(similar)`, did you mean that?"
        }
        let some = names.prefix(5).map { "`\($0)`" }.joined(separator: ", ")
        let more = names.count > 5 ? " and \(names.count - 5) more" : ""
        return "missing field `\(field)`; the record has \(names.isEmpty ? "no other field" : some + more); "
            + "add the field, or change the queue's item text"
    }
}
