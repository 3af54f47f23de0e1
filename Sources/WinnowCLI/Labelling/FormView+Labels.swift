internal import WinnowDomain

/// The labels with their keys.
extension FormView {
    var labelLines: [StyledLine] {
        let (choices, selected) = shownLabels
        let room = layout.labelRoom(for: choices.count)
        let all = form.setting.labels.count
        var lines: [StyledLine] = []
        for row in 0..<layout.labelRows {
            var line = StyledLine(" ")
            for column in 0..<layout.labelColumns {
                let place = row * layout.labelColumns + column
                line.pad(to: start(ofColumn: column, after: line.width, isWhole: choices.count == all))
                if place < room {
                    line.append(cell(choices[place], isSelected: place == selected))
                } else if place == room, choices.count > room {
                    line.append("\(NumberText.count(choices.count - room)) more: / finds", .dim)
                }
            }
            lines.append(line)
        }
        return lines
    }

    private func start(ofColumn column: Int, after width: Int, isWhole: Bool) -> Int {
        guard let starts = layout.labelStarts else { return 1 + column * (layout.labelCellWidth + 3) }
        // A filtered list is not the one that the row was made for.
        if !isWhole || column >= starts.count { return width <= 1 ? 1 : width + 2 }
        return starts[column]
    }

    /// All labels, or those that the filter finds around the selected one.
    private var shownLabels: (choices: [LabelChoice], selected: Int?) {
        guard case .find(let editor, let selected) = form.panel else { return (form.setting.labels, nil) }
        let found = form.labels(matching: editor.text)
        let room = max(1, layout.labelRoom(for: found.count))
        let start = selected / room * room
        return (Array(found.dropFirst(start)), selected - start)
    }

    private func cell(_ label: LabelChoice, isSelected: Bool) -> StyledLine {
        let marks = form.shownCard?.marks ?? OpenCard.Marks()
        var mark = " "
        var style = TextStyle.plain
        if marks.present.contains(label.id) {
            mark = glyphs.check
            style = TextStyle(isBold: true, isReverse: true)
        } else if marks.absent.contains(label.id) {
            mark = glyphs.cross
            style = .reverse
        } else if isAnswer(label) {
            mark = glyphs.pointer
            style = .bold
        }
        if isSelected {
            mark = glyphs.pointer
            style = .reverse
        }
        var line = StyledLine()
        let isActive = form.shownCard != nil && !isPage
        line.append(label.key.map { "[\($0)]" } ?? "   ", isActive ? .bold : .dim)
        line.append(mark + label.name, isActive ? style : .dim)
        return line.clipped(to: layout.labelCellWidth)
    }

    /// Whether the label was the answer that was taken back or could not be saved.
    private func isAnswer(_ label: LabelChoice) -> Bool {
        guard let card = form.card, card.marks.isEmpty else { return false }
        return (card.unsent ?? card.previous)?.present.contains(label.id) == true
    }

    /// A line being typed, and the column of the cursor in it; scrolled so that the cursor is seen.
    func editorView(_ editor: LineEditor) -> (line: StyledLine, cursor: Int) {
        let title = if case .note = form.panel { " note: " } else { " find: " }
        let space = max(1, form.size.columns - TextWidth.of(title) - 1)
        var start = 0
        while TextWidth.of(String(editor.characters[start..<editor.cursor])) > space { start += 1 }
        let before = String(editor.characters[start..<editor.cursor])
        var line = StyledLine(title, .bold)
        let column = line.width + TextWidth.of(before)
        line.append(before + String(editor.characters[editor.cursor...]))
        return (line.clipped(to: form.size.columns), min(column, form.size.columns - 1))
    }
}
