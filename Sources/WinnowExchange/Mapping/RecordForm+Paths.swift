import WinnowDomain

/// Fields inside others, written with dots.
extension RecordForm {
    /// Objects that have a meaning of their own: what stands in them stays there.
    private static let ownObjects: Set<String> = ["meta", "annotation", "consensus"]

    /// A field by the keys that lead to it; nil for a field at the top.
    private static func keys(of field: String) -> [String]? {
        guard field.utf8.contains(UInt8(ascii: ".")) else { return nil }
        return field.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    }

    /// Whether a field is looked for inside others, where no member has its whole name.
    func isPath(_ field: String) -> Bool { RecordForm.keys(of: field) != nil }

    /// Whether a field stays where it is when its value is read.
    func staysInPlace(_ field: String) -> Bool {
        template.fields.contains { $0.isExactly(field) }
            || RecordForm.ownObjects.contains(RecordForm.keys(of: field)?.first ?? "")
    }

    /// The values of fields that stand inside others, taken out of the members: the first is the id, the label and then the
    /// meta fields follow.
    func takePaths(from members: inout [JSON.Member]) -> [JSON.Member] {
        var taken: [JSON.Member] = []
        for (position, field) in ([idField, labelField] + metaFields).enumerated() {
            if position == 1, !hasJudgements { continue }
            guard let keys = RecordForm.keys(of: field), !members.contains(where: { $0.key.isExactly(field) }),
                position < 2 || !RecordForm.ownObjects.contains(keys[0])
            else { continue }
            let record = JSON.object(members)
            guard let value = record.member(at: field) else { continue }
            taken.append(JSON.Member(field, value))
            if !staysInPlace(field) { members = record.without(keys[...])?.members ?? [] }
        }
        return taken
    }

    /// Puts a field where it is read from; false where that would change what else is read.
    func put(_ member: JSON.Member, into members: inout [JSON.Member]) -> Bool {
        guard let keys = RecordForm.keys(of: member.key), !staysInPlace(member.key),
            role(of: keys[0], value: .object([]), form: .json) == .data
        else { return false }
        guard let changed = JSON.object(members).with(member.value, at: keys[...]) else { return false }
        members = changed.members
        return true
    }
}

extension JSON {
    /// The value without a member; an object that is empty then goes too.
    fileprivate func without(_ keys: ArraySlice<String>) -> JSON? {
        guard let key = keys.first else { return nil }
        let members = members.compactMap { member -> Member? in
            guard member.key.isExactly(key) else { return member }
            return member.value.without(keys.dropFirst()).map { Member(key, $0) }
        }
        return members.isEmpty ? nil : .object(members)
    }

    /// The value with a member more, inverse to `without`; nil where something stands in the way.
    fileprivate func with(_ value: JSON, at keys: ArraySlice<String>) -> JSON? {
        guard let key = keys.first else { return nil }
        guard case .object(var members) = self else { return nil }
        let rest = keys.dropFirst()
        if let index = members.firstIndex(where: { $0.key.isExactly(key) }) {
            // An empty object would be taken for one that was made here.
            guard members[index].value != .object([]), let changed = members[index].value.with(value, at: rest) else {
                return nil
            }
            members[index].value = changed
        } else {
            members.append(Member(key, rest.reversed().reduce(value) { .object([Member($1, $0)]) }))
        }
        return .object(members)
    }
}
