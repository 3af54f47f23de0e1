/// Rows in columns that line up.
struct TextTable {
    enum Alignment {
        case left
        case right
    }

    private let headers: [String]
    private let alignments: [Alignment]
    private var rows: [[String]] = []

    /// - Parameter columns: A header and an alignment each; no line of headers when all are empty.
    init(_ columns: [(header: String, alignment: Alignment)]) {
        headers = columns.map(\.header)
        alignments = columns.map(\.alignment)
    }

    mutating func add(_ cells: [String]) {
        rows.append(cells)
    }

    var text: String {
        let lines = headers.allSatisfy(\.isEmpty) ? rows : [headers] + rows
        let widths = headers.indices.map { column in
            lines.map { $0.indices.contains(column) ? $0[column].count : 0 }.max() ?? 0
        }
        return lines.map { cells in
            let line = cells.indices.map { column in
                let space = String(repeating: " ", count: max(0, widths[column] - cells[column].count))
                return alignments[column] == .left ? cells[column] + space : space + cells[column]
            }.joined(separator: "  ")
            return String(line.reversed().drop { $0 == " " }.reversed())
        }.joined(separator: "\n")
    }
}
