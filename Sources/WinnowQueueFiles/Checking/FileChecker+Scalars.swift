internal import WinnowDomain

extension FileChecker {
    mutating func checkScalar(_ node: FileNode, as type: QueueFileValueType, path: String) -> CheckedValue {
        guard case .scalar(let text, let isPlain) = node.content, let kind = node.kind else {
            return refuse(node, wanted: type, path: path)
        }
        switch type {
        case .text(let rule): return checkText(node, text, kind, rule: rule, path: path)
        case .choice(let choices, let planned):
            return checkChoice(node, text, choices: choices, planned: planned, path: path)
        default: break
        }
        guard let content = FileChecker.content(text, as: type) else {
            return refuseScalar(node, text, as: type, path: path)
        }
        if case .text = kind, !isPlain, FileChecker.isWrittenAsNumber(type) {
            report(node.place, "`\(path)` must be \(type.phrase), not text; remove the quotes around `\(text)`")
            return CheckedValue(.invalid, at: node.place)
        }
        return CheckedValue(content, at: node.place)
    }

    private static func isWrittenAsNumber(_ type: QueueFileValueType) -> Bool {
        switch type {
        case .exactly, .integer, .powerOfTwo, .number, .positive, .orAuto: true
        default: false
        }
    }

    /// The value of a text of a type that is not text; nil when it has none.
    private static func content(_ text: String, as type: QueueFileValueType) -> CheckedContent? {
        switch type {
        case .exactly(let wanted): Int64(text) == wanted ? .integer(wanted) : nil
        case .integer(let range): Int64(text).flatMap { range.contains($0) ? .integer($0) : nil }
        case .powerOfTwo(let range):
            Int64(text).flatMap { range.contains($0) && $0.nonzeroBitCount == 1 ? .integer($0) : nil }
        case .number(let range): ScalarWords.real(text).flatMap { range.contains($0) ? .number($0) : nil }
        case .positive: ScalarWords.real(text).flatMap { $0 > 0 && $0.isFinite ? .number($0) : nil }
        case .orAuto(let type): text == "auto" ? .automatic : content(text, as: type)
        case .duration(let range):
            DurationText.duration(text).flatMap { range.contains($0) ? .duration($0) : nil }
        case .choice, .text, .span, .list, .mapping, .textOrMapping, .variant: nil
        }
    }

    private mutating func refuseScalar(
        _ node: FileNode,
        _ text: String,
        as type: QueueFileValueType,
        path: String
    ) -> CheckedValue {
        switch type {
        case .duration(let range) where node.kind == .number:
            let unit = DurationText.text(range.lowerBound) == "0s" && text == "0" ? "0s" : "\(text)s` or `\(text)m"
            report(node.place, "`\(path)` needs a unit (ms, s, m, h, d): `\(unit)`")
        case .powerOfTwo(let range):
            guard let number = Int64(text), range.contains(number) else {
                return refuse(node, wanted: type, path: path)
            }
            let below = Int64(1) << (63 - number.leadingZeroBitCount)
            report(node.place, "`\(path)` must be \(type.phrase), not \(text); near it are \(below) and \(below * 2)")
        default: return refuse(node, wanted: type, path: path)
        }
        return CheckedValue(.invalid, at: node.place)
    }

    private mutating func checkChoice(
        _ node: FileNode,
        _ text: String,
        choices: [QueueFileChoice],
        planned: [String],
        path: String
    ) -> CheckedValue {
        let words = choices.map(\.value)
        if words.contains(text) { return CheckedValue(.text(text), at: node.place) }
        let type = QueueFileValueType.choice(choices, planned: planned)
        if planned.contains(text) {
            report(node.place, FileChecker.plannedMessage(text, instead: choices))
        } else if node.kind != .null, let suggestion = Spelling.suggestion(for: text, among: words) {
            report(node.place, "unknown value \(node.phrase) of `\(path)`; did you mean `\(suggestion)`?")
        } else {
            return refuse(node, wanted: type, path: path)
        }
        return CheckedValue(.invalid, at: node.place)
    }
}
