/// One figure of the insight page: what it says in a sentence, a picture, what it means, and its numbers.
struct InsightFigure: Sendable {
    /// In addresses.
    let name: String
    let heading: String
    /// What it says now.
    var finding: String?
    /// Why there is no picture.
    var missing: String?
    var svg: String?
    /// What is shown and what it was measured on.
    let meaning: String
    var table: FigureTable
    /// Whether the table is the picture.
    var isTableOpen = false

    func values(queue: String) -> [String: Any] {
        let values: [String: Any?] = [
            "name": name, "heading": heading, "finding": finding, "missing": missing, "svg": svg, "meaning": meaning,
            "table": table.rows.isEmpty ? nil : table.values.merging(["isOpen": isTableOpen]) { $1 },
            "csv": table.rows.isEmpty ? nil : "/queues/\(queue.formEscaped)/insight/\(name).csv",
        ]
        return values.compactMapValues(\.self)
    }
}
