internal import WinnowDomain

extension FileChecker {
    /// Checks a mapping's keys and values; keys that are left out get their defaults.
    mutating func checkMapping(_ node: FileNode, as section: QueueFileSection, path: String) -> CheckedValue {
        guard case .mapping(let entries) = node.content else {
            return refuse(node, wanted: .mapping(section), path: path.isEmpty ? "the file" : path)
        }
        if let planned = plannedComponent(entries, of: section) {
            report(planned.place, planned.message)
            return CheckedValue(.invalid, at: node.place)
        }
        var values: [String: CheckedValue] = [:]
        var places: [String: SourcePlace] = [:]
        for entry in entries {
            guard let name = keyName(entry.key, path: path) else { continue }
            if let first = places[name] {
                report(entry.key.place, "duplicate key `\(name)`, first on line \(first.line); keep one of them")
                continue
            }
            places[name] = entry.key.place
            guard let key = section.key(named: name) else {
                reportUnknown(name, at: entry.key.place, in: section)
                continue
            }
            values[name] = check(entry.value, as: key.type, path: path.isEmpty ? name : "\(path).\(name)")
        }
        for key in section.keys where values[key.name] == nil {
            values[key.name] = absent(key, among: Array(places.keys), in: node, path: path)
        }
        return CheckedValue(.mapping(values), at: node.place)
    }

    /// A component that this version does not have: its other keys are not looked at, they belong to it.
    private func plannedComponent(_ entries: [FileNode.Entry], of section: QueueFileSection) -> Mistake? {
        guard case .choice(let choices, let planned) = section.key(named: "id")?.type else { return nil }
        for entry in entries {
            guard case .scalar("id", _) = entry.key.content, case .scalar(let id, _) = entry.value.content,
                let name = planned.first(where: { $0 == id || $0 == id + ".v1" })
            else { continue }
            return Mistake(entry.value.place, FileChecker.plannedMessage(name, instead: choices))
        }
        return nil
    }

    /// A mapping whose `id` says what its other keys are.
    mutating func checkVariant(_ node: FileNode, of variants: QueueFileVariants, path: String) -> CheckedValue {
        guard case .mapping(let entries) = node.content else {
            return refuse(node, wanted: .variant(variants), path: path)
        }
        let idEntries = entries.filter { if case .scalar("id", _) = $0.key.content { true } else { false } }
        var id = variants.standard
        if let entry = idEntries.first {
            if case .scalar(let written, _) = entry.value.content { id = written } else { id = nil }
        }
        let section = id.flatMap { variants.section(named: $0) }
        guard let section else {
            // The other keys belong to what is not known: they are not looked at.
            let ids = QueueFileSection(variants.name, variants.summary, keys: [variants.idKey])
            return checkMapping(FileNode(content: .mapping(idEntries), place: node.place), as: ids, path: path)
        }
        let keys = [variants.idKey] + section.keys
        let own = QueueFileSection(variants.name, section.summary, plannedKeys: section.plannedKeys, keys: keys)
        return checkMapping(node, as: own, path: path)
    }

    static func plannedMessage(_ name: String, instead choices: [QueueFileChoice]) -> String {
        let there = choices.map { "`\($0.value)`" }.joined(separator: ", ")
        return "`\(name)` is not in this version of Winnow; there is \(there)"
    }

    private mutating func keyName(_ node: FileNode, path: String) -> String? {
        if case .scalar(let name, _) = node.content { return name }
        report(node.place, "a key must be a word, not \(node.phrase)")
        return nil
    }

    private mutating func reportUnknown(_ name: String, at place: SourcePlace, in section: QueueFileSection) {
        let names = section.keys.map(\.name)
        let shown = name.isEmpty ? "an empty key" : "unknown key `\(FileChecker.shortened(name))`"
        if section.plannedKeys.contains(name) {
            report(place, "`\(name)` is not in this version of Winnow; delete it")
        } else if let suggestion = Spelling.suggestion(for: name, among: names) {
            report(place, "\(shown); did you mean `\(suggestion)`?")
        } else if let home = QueueFileKeys.sections.first(where: { $0.key(named: name) != nil }) {
            let whole = home.name.isEmpty ? "top level of the file" : "mapping `\(home.name)`"
            report(place, "\(shown); it belongs to the \(whole)")
        } else {
            report(place, "\(shown); there are \(names.map { "`\($0)`" }.joined(separator: ", "))")
        }
    }

    static func shortened(_ text: String) -> String {
        let line = text.map { $0.isNewline ? " " : String($0) }
        return line.count > 40 ? line.prefix(37).joined() + "..." : line.joined()
    }

    /// What a key that is not written means.
    ///
    /// A required one whose misspelling was reported is not reported again.
    private mutating func absent(
        _ key: QueueFileKey,
        among written: [String],
        in node: FileNode,
        path: String
    ) -> CheckedValue? {
        switch key.presence {
        case .optional: return nil
        case .standard(let content): return CheckedValue(content)
        case .required:
            let isMisspelt = written.contains { Spelling.suggestion(for: $0, among: [key.name]) == key.name }
            if !isMisspelt {
                let whole = path.isEmpty ? key.name : "\(path).\(key.name)"
                report(node.place, "`\(whole)` is missing; add for example `\(key.name): \(key.example)`")
            }
            return CheckedValue(.invalid, at: node.place)
        }
    }
}
