/// What an export gives out, and what its format cannot say.
package struct ExportReport: Hashable, Sendable, Codable {
    package let rows: Int
    package let items: Int
    /// Items whose annotators are evenly split; their rows have no label.
    package let ties: Int
    /// What the export shows is as it was after this event.
    package let event: Int64
    /// In words.
    package let losses: [String]

    package init(rows: Int, items: Int, ties: Int, event: Int64, losses: [String]) {
        self.rows = rows
        self.items = items
        self.ties = ties
        self.event = event
        self.losses = losses
    }
}
