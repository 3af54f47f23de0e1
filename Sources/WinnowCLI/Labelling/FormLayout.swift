/// How the window is divided.
struct FormLayout: Hashable, Sendable {
    let size: TerminalSize
    /// Whether a rule stands between the header and the text.
    let hasTopRule: Bool
    /// Whether the model has a line of its own.
    let hasModelLine: Bool
    /// Columns of the list of last decisions beside the text; 0 without one.
    let sideWidth: Int
    let labelCellWidth: Int
    let labelColumns: Int
    let labelRows: Int
    /// Where the labels begin when all have room in one row; else they stand in columns.
    let labelStarts: [Int]?

    init(_ form: LabellingForm) {
        size = form.size
        hasTopRule = size.rows >= 14
        hasModelLine = size.rows >= 16
        sideWidth = size.columns >= 110 ? 36 : 0
        let longest = form.setting.labels.map { TextWidth.of($0.name) }.max() ?? 0
        let inner = max(1, size.columns - 2)
        labelCellWidth = min(longest + 4, inner)
        let inColumns = max(1, (inner + 3) / (labelCellWidth + 3))
        let wanted = (form.setting.labels.count + inColumns - 1) / inColumns
        labelStarts = FormLayout.oneRow(form.setting.labels, width: inner)
        labelColumns = labelStarts == nil ? inColumns : form.setting.labels.count
        labelRows = labelStarts == nil ? max(1, min(wanted, size.rows / 3)) : 1
    }

    private static func oneRow(_ labels: [LabelChoice], width: Int) -> [Int]? {
        let widths = labels.map { TextWidth.of($0.name) + 4 }
        let space = width - widths.reduce(0, +)
        guard let gap = [3, 2].first(where: { space >= $0 * (widths.count - 1) }) else { return nil }
        return widths.indices.map { place in 1 + widths[..<place].reduce(0) { $0 + $1 + gap } }
    }

    var textRows: Int {
        max(1, size.rows - 4 - (hasTopRule ? 1 : 0) - (hasModelLine ? 1 : 0) - labelRows)
    }

    /// Lines longer than this are hard to read, however wide the window is.
    var textWidth: Int { min(100, size.columns - 2 - (sideWidth > 0 ? sideWidth + 1 : 0)) }

    /// How many labels have room; one cell less when the rest has to be announced.
    func labelRoom(for count: Int) -> Int {
        let room = labelRows * labelColumns
        return count <= room ? count : room - 1
    }
}

extension TerminalSize {
    static let least = TerminalSize(columns: 40, rows: 10)

    var isTooSmall: Bool { columns < TerminalSize.least.columns || rows < TerminalSize.least.rows }
}
