import Foundation
import WinnowDomain

/// The members of another tool's record, taken out one by one: what is left is about the item.
struct PeerMembers {
    private(set) var members: [JSON.Member]

    init(_ members: [JSON.Member]) {
        self.members = members
    }

    /// The value of a member, which is not among the rest any more.
    mutating func take(_ key: String) -> JSON? {
        guard let place = members.firstIndex(where: { $0.key.isExactly(key) }) else { return nil }
        return members.remove(at: place).value
    }

    func value(_ key: String) -> JSON? { members.first { $0.key.isExactly(key) }?.value }

    mutating func removeAll(where isGone: (String) -> Bool) {
        members.removeAll { isGone($0.key) }
    }

    /// Adds members to the object `meta`; what it has already stays.
    mutating func addMeta(_ added: [JSON.Member]) {
        guard !added.isEmpty else { return }
        let place = members.firstIndex { $0.key == "meta" && $0.value.isObject }
        var meta = place.map { members[$0].value.members } ?? []
        meta += added.filter { one in !meta.contains { $0.key.isExactly(one.key) } }
        if let place {
            members[place].value = .object(meta)
        } else {
            members.append(JSON.Member("meta", .object(meta)))
        }
    }
}

extension JSON {
    /// The texts of a list of strings or numbers, or of one alone; nil for other values.
    var names: [String]? {
        switch self {
        case .null: []
        case .string(""): []
        case .array(let values):
            values.reduce(into: [String]?([])) { names, value in
                if let text = value.scalarText { names?.append(text) } else { names = nil }
            }
        default: scalarText.map { [$0] }
        }
    }

    /// Of a list; none for other values.
    var elements: [JSON] { if case .array(let values) = self { values } else { [] } }

    /// A number, also when it is written as text.
    var number: Double? { scalarText.flatMap { Double($0) }.flatMap { $0.isFinite ? $0 : nil } }

    /// Seconds since 1970 of the years 1 to 9999, which is all that a date can say.
    private static let years = -62_135_596_800.0..<253_402_300_800.0

    /// A time: ISO 8601, or seconds since 1970; nil for what is none.
    var moment: Moment? {
        switch self {
        case .string(let text):
            // Without a zone it is UTC; some tools write a space for the T.
            [text, text + "Z", text.replacing(" ", with: "T") + "Z"].lazy.compactMap { Moment(iso8601: $0) }.first
        case .number: number.flatMap { Self.years.contains($0) ? Moment($0) : nil }
        default: nil
        }
    }
}

extension IncomingAnnotation {
    /// Who gave it, as another tool names them: an annotator's name here, or nil where it cannot be one.
    static func annotator(_ value: JSON?, tool: String) -> String? {
        guard let value, value != .null else { return nil }
        if case .object = value {
            return annotator(value["email"] ?? value["username"] ?? value["id"], tool: tool)
        }
        guard let text = value.scalarText else { return nil }
        // A bare number says nothing beside the people of a queue.
        let name = Int(text) == nil ? text : "\(tool)-\(text)"
        return AnnotatorName.isPlain(name) ? name : nil
    }
}
