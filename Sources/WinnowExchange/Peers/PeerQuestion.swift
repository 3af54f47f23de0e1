import WinnowDomain

/// The question whose answers are the labels, where a tool may ask several: the one that an option names, else the first that
/// is met.
struct PeerQuestion {
    private var name: String?
    private let notes: PeerNotes

    init(_ setting: PeerSetting) {
        name = setting.labelField
        notes = setting.notes
    }

    /// Whether an answer is to this one; answers to others are counted.
    mutating func isAsked(_ other: String) -> Bool {
        if name == nil { name = other }
        if name == other { return true }
        notes.add(.otherQuestion(other))
        return false
    }
}
