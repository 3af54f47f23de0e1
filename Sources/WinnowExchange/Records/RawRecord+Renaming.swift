import WinnowDomain

extension RawRecord {
    /// With other names of members: for files whose columns are called differently.
    ///
    /// - Parameter names: The new name of a member by its old one.
    func renamed(_ names: [String: String]) -> RecordOutcome {
        var record = self
        for (position, member) in members.enumerated() {
            guard let name = names[member.key] else { continue }
            record.members[position].key = name
        }
        var seen: Set<ExactText> = []
        for member in record.members where !seen.insert(ExactText(member.key)).inserted {
            let reason = "two fields are called `\(member.key)` after --map; leave that one out or map the other away"
            return .rejected(RejectedRecord(place: place, reason: reason))
        }
        return .record(record)
    }
}
