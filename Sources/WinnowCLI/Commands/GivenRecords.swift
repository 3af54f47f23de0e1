internal import WinnowDomain
internal import WinnowEngine

/// Labelled records that a model is measured on: who has seen an answer is not asked for it.
struct GivenRecords {
    /// Those to measure on.
    let entries: [OracleReader.Entry]
    let givenCount: Int
    /// Those whose text is that of an item that the model learned from.
    let learnedCount: Int
    /// Whether the learned ones are measured on too.
    let includesLearned: Bool

    init(_ given: [OracleReader.Entry], learned: Set<ContentHash>, includesLearned: Bool) {
        let fresh = given.filter { !learned.contains(ContentHash(of: $0.text)) }
        entries = includesLearned ? given : fresh
        givenCount = given.count
        learnedCount = given.count - fresh.count
        self.includesLearned = includesLearned
    }

    /// `on 120 labelled records of the files; 286 that it learned from are left out`
    var text: String {
        let subject = "on \(NumberText.count(entries.count, "labelled record")) of the files"
        if learnedCount == 0 { return subject + ", none of which it learned from" }
        let learned = NumberText.count(learnedCount)
        return includesLearned
            ? "\(subject), \(learned) of which it learned from, which flatters it"
            : "\(subject); \(learned) that it learned from \(learnedCount == 1 ? "is" : "are") left out"
    }

    var members: [JSON.Member] {
        [
            JSON.Member("given", .integer(givenCount)),
            JSON.Member("learned", .integer(learnedCount)),
            JSON.Member("includesLearned", .boolean(includesLearned)),
        ]
    }
}
