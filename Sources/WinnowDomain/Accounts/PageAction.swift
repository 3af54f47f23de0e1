/// What single keys do on the label page besides choosing labels; each can have another key by an annotator's
/// preferences.
package enum PageAction: String, Hashable, Sendable, CaseIterable {
    case skip, unsure, flag, undo, submit, revise, note, guidelines, why, words, help

    /// As `KeyboardEvent.key` has it.
    package var standardKey: String {
        switch self {
        case .skip: " "
        case .unsure: "."
        case .flag: "!"
        case .undo: "u"
        case .submit: "Enter"
        case .revise: "c"
        case .note: "n"
        case .guidelines: "g"
        case .why: "w"
        case .words: "x"
        case .help: "?"
        }
    }

    package var inWords: String {
        switch self {
        case .skip: "skip: not now, somebody else may"
        case .unsure: "unsure: seen, but cannot decide"
        case .flag: "flag: something is wrong with the item"
        case .undo: "undo the last answer"
        case .submit: "submit the chosen labels, where several can be chosen"
        case .revise: "edit the text just labelled so that another label fits (a counterfactual)"
        case .note: "write a note that goes along with the answer"
        case .guidelines: "guidelines"
        case .why: "why this item"
        case .words: "which words moved the model"
        case .help: "the list of keys"
        }
    }

    /// The key of each action for somebody and a queue; an action whose key chooses a label has none.
    package static func keys(_ preferences: Preferences, labelKeys: [Character?]) -> [PageAction: String] {
        let taken = Set(labelKeys.compactMap { $0.map(String.init) })
        let pairs = allCases.map { ($0, preferences.keys[$0.rawValue] ?? $0.standardKey) }
        return Dictionary(uniqueKeysWithValues: pairs.filter { !taken.contains($0.1) })
    }

    /// A key as it is printed.
    package static func name(of key: String) -> String { key == " " ? "Space" : key }
}
