/// Something that holds of the stored rows, with the query for those of which it does not hold.
struct Invariant: Sendable {
    let code: String
    /// Gives one text a violation, which names it.
    let sql: String
    /// What a violation means.
    let meaning: String

    /// Nothing that the code does leads here, so nobody can say which of two contradicting rows is right.
    static let remedy =
        "the database was changed from outside or damaged: keep a copy of the data folder, restore the last backup "
        + "that `winnow check` finds clean, and import later labels from an export"

    static let all = items + labels + assignments + annotations + models + counterfactuals
}
