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
        if let similar = Spelling.nearest(to: wanted, among: names) {
            return "missing field `\(field)`; the record has `\(similar)`, did you mean that?"
        }
        let some = names.prefix(5).map { "`\($0)`" }.joined(separator: ", ")
        let more = names.count > 5 ? " and \(names.count - 5) more" : ""
        return "missing field `\(field)`; the record has \(names.isEmpty ? "no other field" : some + more); "
            + "add the field, or change the queue's item text"
    }
}

/// Finds the name that was probably meant.
enum Spelling {
    /// The candidate that differs only in case, or else in the fewest letters, at most a third of them.
    static func nearest(to name: String, among candidates: [String]) -> String? {
        if let same = candidates.first(where: { $0.lowercased() == name.lowercased() }) { return same }
        guard name.count <= 40 else { return nil }
        let near = candidates.prefix(100).filter { $0.count <= 40 }.map { ($0, distance(name, $0)) }
        guard let best = near.min(by: { $0.1 < $1.1 }), best.1 <= max(1, name.count / 3), best.1 < name.count else {
            return nil
        }
        return best.0
    }

    /// Insertions, deletions and changes between two words (Levenshtein 1965).
    private static func distance(_ left: String, _ right: String) -> Int {
        let right = Array(right)
        var row = Array(0...right.count)
        for (i, letter) in left.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for (j, other) in right.enumerated() {
                let change = diagonal + (letter == other ? 0 : 1)
                diagonal = row[j + 1]
                row[j + 1] = min(change, row[j] + 1, diagonal + 1)
            }
        }
        return row[right.count]
    }
}
