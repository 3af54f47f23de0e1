internal import WinnowDomain
internal import WinnowEngine

/// What became of the actions, and what happens around.
extension LabellingForm {
    /// - Parameter now: Seconds; only differences matter.
    mutating func handle(_ event: FormEvent, now: Double) -> [FormAction] {
        take(event, now: now) + takeOver()
    }

    private mutating func take(_ event: FormEvent, now: Double) -> [FormAction] {
        switch event {
        case .key(let key): return handle(key, now: now)
        case .resized(let size): resize(size)
        case .tick: return tick(now: now)
        case .served(let next): return served(next, now: now)
        case .claimFailed(let message): return claimFailed(message, now: now)
        case .saved(let annotation): return saved(annotation, now: now)
        case .saveFailed(let failure): return saveFailed(failure, now: now)
        case .takenBack(let annotation, let next): return takenBack(annotation, next, now: now)
        case .takeBackFailed(let annotation, let failure): return takeBackFailed(annotation, failure)
        case .renewed(let assignment): renewed(assignment, now: now)
        case .renewFailed(let assignment, let failure): return renewFailed(assignment, failure, now: now)
        case .progress(let progress): self.progress = progress
        case .trainingStarted: model.isTraining = true
        case .modelPromoted(let version): model = Model(version: version)
        case .trainingFailed(let message): model = Model(version: model.version, failure: VisibleText.line(message))
        case .changedOutside: needsCount = true
        case .queueChanged(let queue): changedQueue = queue
        case .stop: return stop()
        }
        return []
    }

    private mutating func resize(_ size: TerminalSize) {
        self.size = size
        let layout = FormLayout(self)
        guard case .card(let card) = stage, wrapped.width != layout.textWidth else {
            textScroll = max(0, min(textScroll, wrapped.lines.count - layout.textRows))
            return
        }
        // What was on top stays on top, as nearly as can be.
        let share = wrapped.lines.isEmpty ? 0 : Double(textScroll) / Double(wrapped.lines.count)
        wrapped = WrappedText(card.text, width: layout.textWidth)
        let place = Int(share * Double(wrapped.lines.count))
        textScroll = max(0, min(place, wrapped.lines.count - FormLayout(self).textRows))
    }

    private mutating func served(_ next: NextItem, now: Double) -> [FormAction] {
        operation = nil
        switch next {
        case .assigned(let assignment, let item):
            if isEnding { return [.quit(release: [assignment] + open.map(\.assignment))] }
            show(newCard(assignment, item, now: now), now: now)
        case .waiting:
            if isEnding { return end() }
            stage = .waiting(since: now)
        case .finished:
            if isEnding { return end() }
            stage = .finished(since: now)
            needsCount = true
        }
        return []
    }

    private func text(of item: Item) -> String {
        // A server's items come as the text that it has made of them.
        if case .string(let text) = item.data { return text }
        do throws(TextTemplate.Shortfall) {
            return try setting.queue.definition.item.text.text(of: item.data)
        } catch {
            // The queue's template has changed since the import: what there is says more than nothing.
            return item.data.text
        }
    }

    private func newCard(_ assignment: Assignment, _ item: Item, now: Double) -> OpenCard {
        let text = text(of: item)
        return OpenCard(
            assignment: assignment,
            item: item,
            text: VisibleText.of(text),
            renewedAt: now,
            shownAt: now,
            reason: assignment.reason
        )
    }

    private mutating func claimFailed(_ message: String, now: Double) -> [FormAction] {
        operation = nil
        if isEnding { return end() }
        stage = .waiting(since: now)
        say(.alarm, "no item: \(message)")
        return []
    }

    private mutating func saved(_ annotation: Annotation, now: Double) -> [FormAction] {
        let sent: Judgement? = if case .submitting(let judgement) = operation { judgement } else { nil }
        operation = nil
        guard let card else { return isEnding ? end() : [] }
        decisions.append(
            Decision(
                annotation: annotation,
                item: card.item,
                excerpt: VisibleText.line(String(card.text.prefix(200))),
                reason: card.reason,
                at: now
            )
        )
        say(.good, answerText(annotation.judgement))
        if let sent, sent != annotation.judgement {
            say(.alarm, "\(answerText(annotation.judgement)) was saved already, by the first try; u undoes it")
        }
        needsCount = true
        return next(after: card, now: now) + counting(now: now)
    }

    /// The card that was put aside, or a new one.
    private mutating func next(after card: OpenCard?, now: Double) -> [FormAction] {
        stage = .loading(after: card)
        if let top = held.popLast() {
            show(top, now: now)
            return isEnding ? end() : []
        }
        return isEnding ? end() : claim()
    }

    private mutating func saveFailed(_ failure: FormEvent.Failure, now: Double) -> [FormAction] {
        let sent: Judgement? = if case .submitting(let judgement) = operation { judgement } else { nil }
        operation = nil
        guard let sent, let card else { return isEnding ? end() : [] }
        if mustEnd { return end() }
        isEnding = false
        if failure.isFinal {
            say(.alarm, "not saved: \(answerText(sent)); \(failure.message)")
            return next(after: card, now: now)
        }
        if failure.isRefused {
            say(.alarm, "not taken: \(answerText(sent)); \(failure.message). Give another answer, or skip")
            // The queue may have other labels now.
            return [.lookOutside]
        }
        change { $0.unsent = sent }
        say(.alarm, "not saved: \(answerText(sent)); Enter sends it again. \(failure.message)")
        return []
    }

    private mutating func takenBack(_ id: AnnotationID, _ next: NextItem, now: Double) -> [FormAction] {
        operation = nil
        let decision = decisions.first { $0.annotation.id == id }
        decisions.removeAll { $0.annotation.id == id }
        needsCount = true
        guard let decision else { return isEnding ? end() : [] }
        guard case .assigned(let assignment, let item) = next else {
            say(
                .alarm,
                "\(answerText(decision.judgement)) is taken back; the item could not be opened again and comes later"
            )
            return isEnding ? end() : counting(now: now)
        }
        if var card {
            card.setAside(at: now)
            held.append(card)
        }
        var card = newCard(assignment, item, now: now)
        card.previous = decision.judgement
        card.reason = decision.reason
        if decision.judgement.answer == .label, setting.isMultilabel || decision.judgement.isPartial {
            card.marks = OpenCard.Marks(present: decision.judgement.present, absent: decision.judgement.absent)
        }
        show(card, now: now)
        say(.plain, "taken back: \(answerText(decision.judgement)); Enter gives it again")
        return isEnding ? end() : counting(now: now)
    }

    private mutating func takeBackFailed(_ id: AnnotationID, _ failure: FormEvent.Failure) -> [FormAction] {
        operation = nil
        // What somebody else has changed is no answer of this session any more.
        if failure.isFinal { decisions.removeAll { $0.annotation.id == id } }
        say(.alarm, "not taken back: \(failure.message)\(failure.isFinal ? "" : "; u tries again")")
        return isEnding ? end() : []
    }

    private mutating func stop() -> [FormAction] {
        mustEnd = true
        if operation == nil { return end() }
        isEnding = true
        return []
    }
}
