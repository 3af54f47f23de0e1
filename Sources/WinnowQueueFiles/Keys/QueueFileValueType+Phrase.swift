extension QueueFileValueType {
    /// What is wanted, to follow "must be".
    package var phrase: String {
        switch self {
        case .exactly(let value): "\(value)"
        case .integer(let range): "a whole number \(QueueFileValueType.bounds(range))"
        case .powerOfTwo(let range): "a power of two from \(range.lowerBound) to \(range.upperBound)"
        case .number(let range):
            "a number from \(YAMLText.number(range.lowerBound)) to \(YAMLText.number(range.upperBound))"
        case .positive: "a number above 0"
        case .orAuto(let type): "`auto` or \(type.phrase)"
        case .duration(let range):
            "a duration from \(DurationText.text(range.lowerBound)) to \(DurationText.text(range.upperBound))"
        case .choice(let choices, _): QueueFileValueType.alternatives(choices.map(\.value))
        case .text(let rule): rule.phrase
        case .span(let range):
            "`[low, high]` with whole numbers from \(range.lowerBound) to \(range.upperBound), or `false`"
        case .list(let element, let count): QueueFileValueType.listPhrase(of: element, count: count)
        case .mapping, .variant: "a mapping of keys to values"
        case .textOrMapping: "a text, or a mapping of keys to values"
        }
    }

    private static func bounds(_ range: ClosedRange<Int64>) -> String {
        switch range.upperBound {
        case .max where range.lowerBound == 0: "from 0 to 2^63 - 1"
        case .max: "of \(range.lowerBound) or more"
        default: "from \(range.lowerBound) to \(range.upperBound)"
        }
    }

    private static func alternatives(_ words: [String]) -> String {
        words.count == 1
            ? words.map { "`\($0)`" }.joined()
            : "one of " + words.map { "`\($0)`" }.joined(separator: ", ")
    }

    private static func listPhrase(of element: QueueFileValueType, count: ClosedRange<Int>) -> String {
        let noun: String =
            switch element {
            case .mapping, .variant: "mappings"
            case .textOrMapping: "texts or mappings"
            case .integer: "whole numbers"
            default: "texts"
            }
        if count == 1...1 { return "a list of one \(noun.dropLast())" }
        if count.lowerBound == count.upperBound { return "a list of exactly \(count.lowerBound) \(noun)" }
        return "a list of \(count.lowerBound) to \(count.upperBound) \(noun)"
    }
}

extension QueueFileValueType.TextRule {
    package var phrase: String {
        switch self {
        case .line(let longest): "one line of text of 1 to \(longest) characters"
        case .prose(let longest): "text of at most \(longest) characters"
        case .template: "text with fields such as `{{body}}`"
        case .key: "one character, other than a space, `u`, `g`, `w`, `c`, `q` and `? . ! - /`"
        }
    }
}
