internal import WinnowDomain

/// Pages over the text, and what stands there when there is no item.
extension FormView {
    static func panelLines(_ form: LabellingForm, _ layout: FormLayout, _ glyphs: Glyphs = .unicode) -> [StyledLine] {
        switch form.panel {
        case .keys: keysPage(form, layout)
        case .guidelines: guidelinesPage(form, layout)
        case .why: whyPage(form, layout)
        case .recent(let selected): recentPage(form, layout, selected, glyphs)
        case .note, .find, nil: []
        }
    }

    /// A term and its explanation, wrapped beside it.
    private static func entry(_ term: String, _ text: String, column: Int, _ layout: FormLayout) -> [StyledLine] {
        TextWrap.lines(VisibleText.of(text), width: layout.textWidth - column).enumerated().map { row, part in
            var line = StyledLine(" ")
            if row == 0 { line.append(TextWrap.clip(term, width: column - 2), .bold) }
            line.pad(to: column)
            line.append(part)
            return line
        }
    }

    private static func keysPage(_ form: LabellingForm, _ layout: FormLayout) -> [StyledLine] {
        let column = layout.size.columns < 60 ? 14 : 20
        var lines: [StyledLine] = []
        for label in form.setting.labels {
            lines += entry(label.key.map(String.init) ?? "/ \(label.name)", label.name, column: column, layout)
        }
        lines.append(StyledLine())
        for command in FormCommand.allCases {
            let key = command == .scroll && column < 20 ? "arrows, PgUp" : command.keyText
            lines += entry(key, command.meaning, column: column, layout)
        }
        return lines
    }

    private static func guidelinesPage(_ form: LabellingForm, _ layout: FormLayout) -> [StyledLine] {
        let guidelines = form.setting.queue.definition.guidelines
        var lines = TextWrap.lines(
            VisibleText.of(guidelines.isEmpty ? "The queue has no guidelines." : guidelines),
            width: layout.textWidth
        ).map { StyledLine(" " + $0) }
        if lines.last?.width ?? 0 > 1 { lines.append(StyledLine()) }
        let longest = form.setting.labels.map { TextWidth.of($0.name) }.max() ?? 0
        let column = min(longest + 3, layout.size.columns / 2)
        for label in form.setting.labels {
            lines += entry(label.name, label.description ?? "", column: column, layout)
        }
        return lines
    }

    private static func whyPage(_ form: LabellingForm, _ layout: FormLayout) -> [StyledLine] {
        guard let card = form.card else { return [StyledLine(" There is no item now.")] }
        return WhyText.rows(card, form).flatMap { entry($0.term, $0.text, column: 16, layout) }
    }

    private static func recentPage(
        _ form: LabellingForm,
        _ layout: FormLayout,
        _ selected: Int,
        _ glyphs: Glyphs
    ) -> [StyledLine] {
        if form.recent.isEmpty { return [StyledLine(" Nothing was answered in this session.")] }
        // In a low window the chosen one stays in sight.
        let first = max(0, selected - layout.textRows + 1)
        let column = min(26, layout.size.columns / 2)
        return form.recent.enumerated().dropFirst(first).map { place, decision in
            var line = StyledLine(place == selected ? " \(glyphs.pointer) " : "   ", .bold)
            line.append(TextWrap.clip(form.answerText(decision.judgement), width: column - 4), .bold)
            line.pad(to: column)
            line.append(TextWrap.clip(decision.excerpt, width: max(1, layout.textWidth - column)))
            guard place == selected else { return line }
            return StyledLine(line.text, .reverse)
        }
    }

    /// The last decisions beside the text.
    var sideLines: [StyledLine] {
        var lines = [StyledLine(" last decisions", .dim)]
        for decision in form.recent {
            lines.append(StyledLine(" " + form.answerText(decision.judgement), .bold))
            if layout.textRows >= 2 * form.recent.count + 1 { lines.append(StyledLine("   " + decision.excerpt, .dim)) }
        }
        return lines.map { $0.clipped(to: layout.sideWidth) }
    }

    var waitingLines: [StyledLine] {
        wrapped([
            "Nothing to do right now.",
            "Everything that is left is being worked on by somebody else. The form looks again every few seconds, and an "
                + "item that comes back appears by itself.",
        ])
    }

    var finishedLines: [StyledLine] {
        let progress = form.progress
        let isDone = progress.finishedCount >= progress.itemCount
        let name = form.setting.queue.name
        if progress.itemCount == 0 {
            return wrapped([
                "The queue has no items yet.",
                "`winnow import \(name) FILE` brings some, also while this form is open. q quits.",
            ])
        }
        return wrapped([
            isDone
                ? progress.itemCount == 1
                    ? "The only item is labelled." : "All \(NumberText.count(progress.itemCount)) items are labelled."
                : "You have answered every item that is left: \(NumberText.count(progress.finishedCount)) of "
                    + "\(NumberText.count(progress.itemCount)) have all the answers that the queue wants.",
            "In this session: \(LabellingReport(form).counts).",
            "What next: `winnow export \(name)` writes the labels, `winnow evaluate \(name)` says what the model is worth.",
            "u takes the last answer back, q quits. New items appear by themselves.",
        ])
    }

    private func wrapped(_ paragraphs: [String]) -> [StyledLine] {
        let isRoomy = layout.textRows >= 10
        return paragraphs.enumerated().flatMap { place, text in
            (isRoomy ? [StyledLine()] : [])
                + TextWrap.lines(text, width: layout.textWidth).map {
                    StyledLine(" " + $0, place == 0 ? .bold : .plain)
                }
        }
    }
}
