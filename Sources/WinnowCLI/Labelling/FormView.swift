internal import WinnowDomain

/// Draws the form: a function of its state.
struct FormView: Sendable {
    let form: LabellingForm
    let glyphs: Glyphs
    let layout: FormLayout

    init(_ form: LabellingForm, glyphs: Glyphs) {
        self.form = form
        self.glyphs = glyphs
        layout = FormLayout(form)
    }

    var frame: Frame {
        let size = form.size
        guard !size.isTooSmall else { return tooSmall }
        var lines = [header]
        if layout.hasTopRule { lines.append(topRule) }
        lines += middle
        lines.append(bottomRule)
        lines += labelLines
        lines.append(status)
        if layout.hasModelLine { lines.append(modelLine) }
        lines.append(hints)
        return Frame(size: size, lines: lines, cursor: cursor)
    }

    private var tooSmall: Frame {
        let least = TerminalSize.least
        return Frame(
            size: form.size,
            lines: TextWrap.lines(
                "The window has \(form.size.columns) columns and \(form.size.rows) rows; "
                    + "\(least.columns) and \(least.rows) are needed. q quits.",
                width: form.size.columns
            ).map { StyledLine($0) }
        )
    }

    /// The text or a page, and the last decisions beside it where there is room.
    private var middle: [StyledLine] {
        let left = withAlarm(isPage ? page : content)
        guard layout.sideWidth > 0 else { return left }
        let side = sideLines
        let column = form.size.columns - layout.sideWidth
        return left.enumerated().map { row, line in
            var line = line.clipped(to: column - 1)
            line.pad(to: column - 1)
            line.append(String(glyphs.bar), .dim)
            if row < side.count { line.append(side[row]) }
            return line
        }
    }

    /// An alarm that is longer than its line is told in full over the end of the text.
    private func withAlarm(_ lines: [StyledLine]) -> [StyledLine] {
        guard let notice = form.notice, notice.kind == .alarm, status.width > form.size.columns else { return lines }
        let alarm = TextWrap.lines("! " + notice.text, width: layout.textWidth).prefix(layout.textRows)
        return lines.dropLast(alarm.count) + alarm.map { StyledLine(" " + $0, .alarm) }
    }

    /// Whether a page covers the text.
    var isPage: Bool {
        switch form.panel {
        case .keys, .guidelines, .why, .recent: true
        case .note, .find, nil: false
        }
    }

    private var page: [StyledLine] {
        filled(Array(FormView.panelLines(form, layout, glyphs).dropFirst(form.panelScroll)))
    }

    private var content: [StyledLine] {
        switch form.stage {
        case .card, .loading(after: .some): filled(textLines)
        case .loading(after: nil): filled([StyledLine(), StyledLine(" Looking for the next item…", .dim)])
        case .waiting: filled(waitingLines)
        case .finished: filled(finishedLines)
        }
    }

    private var textLines: [StyledLine] {
        form.wrapped.lines.dropFirst(form.textScroll).prefix(layout.textRows).map { StyledLine(" " + $0) }
    }

    private func filled(_ lines: [StyledLine]) -> [StyledLine] {
        let lines = Array(lines.prefix(layout.textRows))
        return lines + Array(repeating: StyledLine(), count: layout.textRows - lines.count)
    }

    /// Lines of what is scrolled: above and below the window.
    var hidden: (above: Int, below: Int) {
        let (count, place) =
            isPage
            ? (FormView.panelLines(form, layout, glyphs).count, form.panelScroll)
            : (form.shownCard == nil ? 0 : form.wrapped.lines.count, form.textScroll)
        return (min(place, count), max(0, count - place - layout.textRows))
    }

    private var cursor: Frame.Cursor? {
        let editor: LineEditor
        switch form.panel {
        case .note(let note): editor = note
        case .find(let filter, _): editor = filter
        default: return nil
        }
        let row = form.size.rows - (layout.hasModelLine ? 3 : 2)
        return Frame.Cursor(row: row, column: editorView(editor).cursor)
    }
}
