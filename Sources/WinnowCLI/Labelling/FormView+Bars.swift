internal import WinnowAPI
internal import WinnowDomain

/// The lines around the text.
extension FormView {
    var header: StyledLine {
        let setting = form.setting
        var left = StyledLine(" " + setting.queue.name, .bold)
        left.append(glyphs.dot + setting.annotator)
        let wide = form.size.columns >= 70
        var right = StyledLine("\(NumberText.count(form.decisions.count)) by you")
        if wide, let rate = form.rate { right.append("\(glyphs.dot)\(NumberText.fixed(rate, rate < 10 ? 1 : 0))/min") }
        let progress = form.progress
        right.append(
            "\(glyphs.dot)\(NumberText.count(progress.finishedCount))/\(NumberText.count(progress.itemCount)) "
        )
        if wide { right.append(progressBar) }
        return .spread(left, right, width: form.size.columns)
    }

    private var progressBar: StyledLine {
        let share =
            form.progress.itemCount == 0
            ? 0 : Double(form.progress.finishedCount) / Double(form.progress.itemCount)
        let width = form.size.columns >= 110 ? 20 : 10
        let full = min(width, max(0, Int(Double(width) * share)))
        var bar = StyledLine(String(repeating: glyphs.full, count: full), .good)
        bar.append(String(repeating: glyphs.empty, count: width - full), .dim)
        bar.append(" \(Int(100 * min(1, max(0, share)))) % ")
        return bar
    }

    var topRule: StyledLine {
        var title = ""
        switch form.panel {
        case .keys: title = "keys"
        case .guidelines: title = "guidelines"
        case .why: title = "why this item"
        case .recent: title = "last decisions"
        case .note, .find, nil: if let card = form.shownCard { title = VisibleText.line(card.item.externalID) }
        }
        return rule(
            left: title,
            right: hidden.above > 0 ? "\(glyphs.up) \(NumberText.count(hidden.above, "line"))" : ""
        )
    }

    var bottomRule: StyledLine {
        let below = hidden.below
        let left = isPage ? "Esc closes" : ""
        return rule(left: left, right: below > 0 ? "\(glyphs.down) \(NumberText.count(below, "more line"))" : "")
    }

    private func rule(left: String, right: String) -> StyledLine {
        let width = form.size.columns
        let end = right.isEmpty ? "" : " \(right) \(glyphs.rule)"
        var start = String(glyphs.rule)
        if !left.isEmpty { start += " \(TextWrap.clip(left, width: max(1, width - TextWidth.of(end) - 4))) " }
        let rest = max(0, width - TextWidth.of(start) - TextWidth.of(end))
        return StyledLine(start + String(repeating: glyphs.rule, count: rest) + end, .dim)
    }

    /// What happened last, or what is expected now.
    var status: StyledLine {
        switch form.panel {
        case .note(let editor): return editorView(editor).line
        case .find(let editor, _): return editorView(editor).line
        default: break
        }
        let line = statusText
        if layout.hasModelLine { return line }
        // One line for both: the model is told where nothing else is.
        return line.width > 0 ? line : modelLine
    }

    private var statusText: StyledLine {
        if form.isNegating { return StyledLine(" NOT which label? Press its key; Esc: none", .reverse) }
        let notice = form.notice
        if let notice, notice.kind == .alarm { return StyledLine(" ! " + notice.text, .alarm) }
        if notice == nil, case .submitting(let judgement) = form.operation {
            return StyledLine(" saving \(form.answerText(judgement))…", .dim)
        }
        if let marks = form.card?.marks, !marks.absent.isEmpty {
            return StyledLine(" partial: \(form.answerText(marks.judgement)), the rest is open; Enter saves it", .bold)
        }
        guard let notice else { return StyledLine() }
        if notice.kind == .plain { return StyledLine(" " + notice.text) }
        var line = StyledLine(" saved \(glyphs.check) ", .good)
        line.append(notice.text)
        return line
    }

    var modelLine: StyledLine {
        var line = StyledLine(" ")
        if let version = form.model.version {
            line.append("model v\(version.version)")
            if let accuracy = version.accuracy {
                line.append(glyphs.dot + NumberText.percent(accuracy.value, accuracy.low, accuracy.high))
                line.append(" on \(NumberText.count(version.measuredOn, "item"))")
            } else {
                line.append(glyphs.dot + "not measured yet")
            }
        } else {
            let size = form.setting.queue.definition.initialization.size
            line.append("no model yet: the first comes after \(NumberText.count(size, "label"))")
        }
        if form.model.isTraining { line.append(glyphs.dot + "training…", .dim) }
        if let failure = form.model.failure { line.append("\(glyphs.dot)training failed: \(failure)", .alarm) }
        return line
    }

    /// As many hints as fit, the most needed ones first to stay.
    var hints: StyledLine {
        let wanted: [FormCommand] =
            switch form.panel {
            case .note, .find: [.submit, .cancel]
            case .recent: [.submit, .scroll, .cancel]
            case .keys, .guidelines, .why: [.cancel, .scroll, .quit]
            case nil: hintsOnCard
            }
        let order: [FormCommand] = [
            .submit, .help, .skip, .undo, .cancel, .quit, .unsure, .not, .flag, .guidelines, .recent, .why, .find,
            .scroll,
        ]
        var shown: Set<FormCommand> = []
        var width = 0
        for command in order where wanted.contains(command) {
            let own = TextWidth.of(hint(command).text) + 2
            if width + own > form.size.columns { break }
            width += own
            shown.insert(command)
        }
        var line = StyledLine()
        for command in wanted where shown.contains(command) {
            line.append(line.width == 0 ? " " : "  ")
            line.append(hint(command))
        }
        return line
    }

    private var hintsOnCard: [FormCommand] {
        guard let card = form.shownCard else { return [.undo, .recent, .guidelines, .help, .quit] }
        var commands: [FormCommand] = [.skip, .unsure, .flag, .not, .undo, .recent, .guidelines, .why, .help, .quit]
        if layout.labelRoom(for: form.setting.labels.count) < form.setting.labels.count {
            commands.insert(.find, at: 4)
        }
        let canSubmit =
            form.setting.isMultilabel || !card.marks.isEmpty || card.previous != nil || card.unsent != nil
        return (canSubmit ? [.submit] : []) + commands
    }

    private func hint(_ command: FormCommand) -> StyledLine {
        let key: String =
            switch command {
            case .undo: "u"
            case .quit: "q"
            case .scroll: "\(glyphs.up)\(glyphs.down)"
            default: command.keyText
            }
        var line = StyledLine(key, .bold)
        var word = command.hint
        switch (command, form.panel) {
        case (.submit, .note): word = "flags the item"
        case (.submit, .find): word = "chooses"
        case (.submit, .recent): word = "opens again"
        case (.submit, nil) where form.card?.unsent != nil: word = "send again"
        case (.quit, .some): word = "close"
        default: break
        }
        line.append(" " + word)
        return line
    }
}
