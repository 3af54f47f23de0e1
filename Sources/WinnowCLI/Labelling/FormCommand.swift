/// What keys do in the form, apart from choosing labels: the table behind the help, the hints and the manual.
enum FormCommand: CaseIterable {
    case submit
    case skip
    case unsure
    case flag
    case not
    case undo
    case recent
    case find
    case scroll
    case guidelines
    case why
    case help
    case cancel
    case redraw
    case suspend
    case quit

    /// The key as it is written in help and manual.
    var keyText: String {
        switch self {
        case .submit: "Enter"
        case .skip: "Space"
        case .unsure: "."
        case .flag: "!"
        case .not: "-"
        case .undo: "u, Backspace"
        case .recent: "Tab"
        case .find: "/"
        case .scroll: "arrows, PgUp, PgDn, Home, End"
        case .guidelines: "g"
        case .why: "w"
        case .help: "?"
        case .cancel: "Esc"
        case .redraw: "Ctrl-L"
        case .suspend: "Ctrl-Z"
        case .quit: "q, Ctrl-C"
        }
    }

    /// The character that is the command, where there is one.
    var character: Character? {
        switch self {
        case .skip: " "
        case .undo: "u"
        case .quit: "q"
        case .unsure, .flag, .not, .find, .guidelines, .why, .help: keyText.first
        case .submit, .recent, .scroll, .cancel, .redraw, .suspend: nil
        }
    }

    var meaning: String {
        switch self {
        case .submit:
            "Save what is marked (with several labels: nothing marked says that none applies); after an undo, give the"
                + " same answer again; after an error, send the answer again."
        case .skip: "Skip the item: not now, somebody else may."
        case .unsure: "Unsure: seen, but it cannot be decided."
        case .flag: "Flag the item: something is wrong with it. Asks for a note."
        case .not: "Not this label: then the label's key. Several can be marked; Enter saves the partial answer."
        case .undo: "Undo: take the last answer back and open its item again, as far back as the session's start."
        case .recent: "The last ten decisions; Enter opens the chosen one again."
        case .find: "Find a label by typing a part of its name."
        case .scroll: "Scroll the item's text, or a page that is open."
        case .guidelines: "Guidelines, and what the labels mean."
        case .why: "Why this item was served."
        case .help: "All keys."
        case .cancel: "Close a page; take the marks back."
        case .redraw: "Draw the window again."
        case .suspend: "Suspend; `fg` goes on."
        case .quit: "Quit. What is saved is saved; the open item is given back."
        }
    }

    /// A word for the line of hints.
    var hint: String {
        switch self {
        case .submit: "save"
        case .skip: "skip"
        case .unsure: "unsure"
        case .flag: "flag"
        case .not: "not"
        case .undo: "undo"
        case .recent: "last"
        case .find: "find"
        case .scroll: "scroll"
        case .guidelines: "guidelines"
        case .why: "why"
        case .help: "keys"
        case .cancel: "close"
        case .redraw: "redraw"
        case .suspend: "suspend"
        case .quit: "quit"
        }
    }
}
