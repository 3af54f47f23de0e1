internal import WinnowDomain

/// Keys on the card.
extension LabellingForm {
    mutating func handle(_ key: Key, now: Double) -> [FormAction] {
        switch key {
        case .control("c"): return quit()
        case .control("z"): return [.suspend]
        case .control("l"): return [.redraw]
        default: break
        }
        let renewals = renewals(now: now)
        if size.isTooSmall {
            return key == .character("q") ? quit() : renewals
        }
        if panel != nil { return panelKey(key, now: now) + renewals }
        return renewals + cardKey(key, now: now)
    }

    private mutating func cardKey(_ key: Key, now: Double) -> [FormAction] {
        switch key {
        case .character(let character): return type(character, now: now)
        case .enter: return confirm(now: now)
        case .backspace: return undoLast(now: now)
        case .tab: open(.recent(selected: 0))
        case .escape: cancel()
        case .up, .down, .pageUp, .pageDown, .home, .end: textScroll = scrolled(textScroll, by: key)
        default: break
        }
        return []
    }

    private mutating func type(_ character: Character, now: Double) -> [FormAction] {
        if character == " " { return submit(.without(.skip), now: now) }
        if let label = label(at: character) { return choose(label, now: now) }
        guard let command = command(at: character) else {
            say(.plain, "\(character) is no key here; ? lists the keys")
            return []
        }
        return perform(command, now: now)
    }

    private mutating func perform(_ command: FormCommand, now: Double) -> [FormAction] {
        if command != .not { isNegating = false }
        switch command {
        case .unsure: return submit(.without(.unsure), now: now)
        case .undo: return undoLast(now: now)
        case .quit: return quit()
        case .flag: if canAnswer() { open(.note(LineEditor())) }
        case .not: if canAnswer() { isNegating.toggle() }
        case .find: if canAnswer() { open(.find(LineEditor(limit: 100), selected: 0)) }
        case .guidelines: open(.guidelines)
        case .why: open(.why)
        case .help: open(.keys)
        case .submit, .skip, .recent, .scroll, .cancel, .redraw, .suspend: break
        }
        return []
    }

    /// The label of a key; with Caps Lock on, also that of the small letter.
    private func label(at character: Character) -> LabelChoice? {
        func exact(_ key: Character) -> LabelChoice? { setting.labels.first { $0.key == key } }
        if let label = exact(character) { return label }
        guard FormCommand.allCases.allSatisfy({ $0.character != character }) else { return nil }
        return character.lowercased().first.flatMap(exact)
    }

    private func command(at character: Character) -> FormCommand? {
        let small = character.lowercased().first
        return FormCommand.allCases.first { $0.character == character }
            ?? FormCommand.allCases.first { $0.character != nil && $0.character == small }
    }

    mutating func open(_ panel: Panel) {
        self.panel = panel
        panelScroll = 0
    }

    private mutating func cancel() {
        if isNegating {
            isNegating = false
        } else if card?.marks.isEmpty == false {
            change { $0.marks = OpenCard.Marks() }
            say(.plain, "the marks are taken back")
        } else {
            notice = nil
        }
    }

    /// Whether an answer can be taken now; says so if not.
    mutating func isFree() -> Bool {
        switch operation {
        case nil: return true
        case .claiming: say(.plain, "the next item is on its way; that key was not taken")
        case .submitting: say(.plain, "still saving the last answer; that key was not taken")
        case .takingBack: say(.plain, "still taking the last answer back; that key was not taken")
        }
        return false
    }

    /// Whether there is an item to answer; says so if not.
    private mutating func canAnswer() -> Bool {
        guard isFree() else { return false }
        if card == nil { say(.plain, "there is no item to answer now") }
        return card != nil
    }

    mutating func choose(_ label: LabelChoice, now: Double) -> [FormAction] {
        guard canAnswer() else { return [] }
        if isNegating {
            isNegating = false
            markAbsent(label)
            return []
        }
        if setting.isMultilabel {
            mark { $0.togglePresent(label.id) }
            return []
        }
        return submit(.labels([label.id]), now: now)
    }

    private mutating func markAbsent(_ label: LabelChoice) {
        mark { $0.toggleAbsent(label.id) }
        if !setting.isMultilabel, card?.marks.absent.count == setting.labels.count {
            mark { $0.toggleAbsent(label.id) }
            say(.alarm, "one label has to be left; \(FormCommand.flag.keyText) flags an item that none fits")
        }
    }

    private mutating func mark(_ body: (inout OpenCard.Marks) -> Void) {
        change { card in
            body(&card.marks)
            // What could not be stored is replaced by what is marked since.
            if card.unsent != nil { card.unsent = card.marks.judgement }
        }
        notice = nil
    }

    /// Enter: saves what is marked, or what was answered before.
    private mutating func confirm(now: Double) -> [FormAction] {
        switch stage {
        case .loading: return []
        case .waiting, .finished:
            guard isFree() else { return [] }
            return [.lookOutside] + claim()
        case .card(let card):
            if let unsent = card.unsent { return submit(unsent, now: now) }
            if setting.isMultilabel || !card.marks.isEmpty { return submit(card.marks.judgement, now: now) }
            if let previous = card.previous { return submit(previous, now: now) }
            say(.plain, "press the key of a label; ? lists the keys")
            return []
        }
    }

    mutating func submit(_ judgement: Judgement, now: Double) -> [FormAction] {
        guard canAnswer(), let card else { return [] }
        operation = .submitting(judgement)
        notice = nil
        isNegating = false
        let revision = setting.queue.revision
        return [.submit(card.assignment, judgement, revision: revision, seconds: card.seconds(at: now))]
    }

    private mutating func undoLast(now: Double) -> [FormAction] {
        guard let last = decisions.last else {
            say(.plain, "nothing to undo: nothing was answered in this session")
            return []
        }
        return takeBack(last)
    }

    mutating func takeBack(_ decision: Decision) -> [FormAction] {
        guard isFree() else { return [] }
        operation = .takingBack
        notice = nil
        isNegating = false
        return [.takeBack(decision.annotation)]
    }

    mutating func quit() -> [FormAction] {
        if operation != nil, !isEnding {
            isEnding = true
            say(.plain, "ends as soon as the store has answered; once more ends without its answer")
            return []
        }
        if operation == nil, card?.unsent != nil, !isQuitConfirmed {
            isQuitConfirmed = true
            say(.alarm, "the answer to this item is not saved: Enter sends it again, quit once more leaves without it")
            return []
        }
        return end()
    }

    mutating func end() -> [FormAction] {
        isEnding = true
        return [.quit(release: open.map(\.assignment))]
    }

    /// Cards whose item this session holds.
    var open: [OpenCard] { (card.map { [$0] } ?? []) + held }
}
