/// One line of the screen: pieces of text, each in a style.
struct StyledLine: Hashable, Sendable {
    struct Run: Hashable, Sendable {
        var text: String
        var style: TextStyle
    }

    private(set) var runs: [Run] = []
    private(set) var width = 0

    init() {}

    init(_ text: String, _ style: TextStyle = .plain) {
        append(text, style)
    }

    /// Appends text, in which controls become visible.
    mutating func append(_ text: String, _ style: TextStyle = .plain) {
        guard !text.isEmpty else { return }
        let text = VisibleText.line(text)
        width += TextWidth.of(text)
        if runs.last?.style == style {
            runs[runs.count - 1].text += text
        } else {
            runs.append(Run(text: text, style: style))
        }
    }

    mutating func append(_ line: StyledLine) {
        for run in line.runs { append(run.text, run.style) }
    }

    /// Fills with spaces up to a column.
    mutating func pad(to column: Int, _ style: TextStyle = .plain) {
        if column > width { append(String(repeating: " ", count: column - width), style) }
    }

    var text: String { runs.map(\.text).joined() }

    /// At most so many columns; `…` where it was cut.
    func clipped(to limit: Int) -> StyledLine {
        guard width > limit else { return self }
        var result = StyledLine()
        for run in runs {
            let space = limit - result.width
            guard TextWidth.of(run.text) < space else {
                // One column more than fits, so that the cut is always marked.
                result.append(TextWrap.clip(run.text + "  ", width: space), run.style)
                break
            }
            result.append(run.text, run.style)
        }
        return result
    }

    /// Two parts at the ends of one line; the left one is cut when both do not fit.
    static func spread(_ left: StyledLine, _ right: StyledLine, width: Int) -> StyledLine {
        let right = right.clipped(to: width)
        let space = max(0, width - right.width - (right.width == 0 ? 0 : 1))
        var line = left.clipped(to: space)
        line.pad(to: width - right.width)
        line.append(right)
        return line
    }
}
