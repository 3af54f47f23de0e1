internal import WinnowDomain

/// Keys while a page is open over the card: labels cannot be chosen unseen.
extension LabellingForm {
    mutating func panelKey(_ key: Key, now: Double) -> [FormAction] {
        switch panel {
        case .note(let editor): noteKey(key, editor, now: now)
        case .find(let editor, let selected): findKey(key, editor, selected, now: now)
        case .recent(let selected): recentKey(key, selected)
        case .keys, .guidelines, .why: pageKey(key)
        case nil: []
        }
    }

    private mutating func pageKey(_ key: Key) -> [FormAction] {
        switch key {
        case .up, .down, .pageUp, .pageDown, .home, .end: panelScroll = scrolled(panelScroll, by: key)
        case .character("g") where panel != .guidelines: open(.guidelines)
        case .character("w") where panel != .why: open(.why)
        case .character("?") where panel != .keys: open(.keys)
        case .tab: open(.recent(selected: 0))
        case .escape, .enter, .backspace, .character("q"), .character("g"), .character("w"), .character("?"),
            .character(" "):
            panel = nil
        case .character: say(.plain, "a page is open: Esc goes back to the item")
        default: break
        }
        return []
    }

    private mutating func noteKey(_ key: Key, _ editor: LineEditor, now: Double) -> [FormAction] {
        switch key {
        case .escape: panel = nil
        case .enter:
            let note = editor.text.trimmedOfSpace
            panel = nil
            return submit(.without(.flag, note: note.isEmpty ? nil : note), now: now)
        default:
            var editor = editor
            if editor.handle(key) { panel = .note(editor) }
        }
        return []
    }

    private mutating func findKey(_ key: Key, _ editor: LineEditor, _ selected: Int, now: Double) -> [FormAction] {
        let found = labels(matching: editor.text)
        switch key {
        case .escape: panel = nil
        case .up: panel = .find(editor, selected: max(0, selected - 1))
        case .down: panel = .find(editor, selected: max(0, min(found.count - 1, selected + 1)))
        case .enter:
            guard found.indices.contains(selected) else { return [] }
            panel = nil
            return choose(found[selected], now: now)
        default:
            var editor = editor
            if editor.handle(key) { panel = .find(editor, selected: 0) }
        }
        return []
    }

    /// Labels whose name holds a text, those that begin with it first.
    func labels(matching text: String) -> [LabelChoice] {
        let wanted = text.lowercased()
        if wanted.isEmpty { return setting.labels }
        let names = setting.labels.map { (label: $0, name: $0.name.lowercased()) }
        return names.filter { $0.name.hasPrefix(wanted) }.map(\.label)
            + names.filter { !$0.name.hasPrefix(wanted) && $0.name.contains(wanted) }.map(\.label)
    }

    private mutating func recentKey(_ key: Key, _ selected: Int) -> [FormAction] {
        let recent = recent
        switch key {
        case .up: panel = .recent(selected: max(0, selected - 1))
        case .down: panel = .recent(selected: max(0, min(recent.count - 1, selected + 1)))
        case .enter:
            guard recent.indices.contains(selected), isFree() else { return [] }
            panel = nil
            return takeBack(recent[selected])
        case .escape, .tab, .character("q"), .character(" "): panel = nil
        case .character("g"): open(.guidelines)
        case .character("w"): open(.why)
        case .character("?"): open(.keys)
        default: break
        }
        return []
    }

    /// The last ten decisions, newest first.
    var recent: [Decision] { decisions.suffix(10).reversed() }

    func scrolled(_ place: Int, by key: Key) -> Int {
        let layout = FormLayout(self)
        let count = panel == nil ? wrapped.lines.count : FormView.panelLines(self, layout).count
        let page = max(1, layout.textRows - 1)
        let wanted: Int =
            switch key {
            case .up: place - 1
            case .down: place + 1
            case .pageUp: place - page
            case .pageDown: place + page
            case .home: 0
            case .end: count
            default: place
            }
        return max(0, min(wanted, count - layout.textRows))
    }
}

extension String {
    fileprivate var trimmedOfSpace: String {
        String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
}
