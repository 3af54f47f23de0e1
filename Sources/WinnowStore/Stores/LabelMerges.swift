internal import GRDB
internal import WinnowDomain

/// What merged labels have become; each label is looked up once.
struct LabelMerges {
    /// Labels that count as standing, whatever became of them; nil for those that stand now.
    let standing: Set<LabelID>?
    private var known: [Int64: LabelID] = [:]

    init(standing: Set<LabelID>?) {
        self.standing = standing
    }

    mutating func final(_ label: Int64, in db: GRDB.Database) throws -> LabelID {
        if let id = known[label] { return id }
        let statement = try db.cachedStatement(sql: "SELECT mergedInto FROM label WHERE id = ?")
        var current = label
        // The schema lets no merge go in a circle; one that was made from outside is left, and `winnow check` names it.
        var seen: Set = [label]
        while standing?.contains(LabelID(current)) != true,
            let next = try Int64.fetchOne(statement, arguments: [current]), seen.insert(next).inserted
        {
            current = next
        }
        let id = LabelID(current)
        known[label] = id
        return id
    }
}
