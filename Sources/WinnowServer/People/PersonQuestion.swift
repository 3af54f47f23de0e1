internal import WinnowDomain

/// What is asked once more, because it cannot be taken back, or not by the one who does it.
struct PersonQuestion {
    let heading: String
    private let words: [String]
    private let button: String
    private let name: String
    private let part: String
    private let fields: [(name: String, value: String)]

    /// nil for a change that needs no question.
    init?(_ change: AccountChange, of account: Account, by identity: Identity) {
        let isSelf = account.id == identity.account.id
        name = account.name
        part = "change"
        if let role = change.role, role != account.role, isSelf || role == .machine {
            heading = isSelf ? "Give up your own role?" : "Make \(account.name) a machine?"
            var words: [String] = []
            if isSelf { words.append("You would be \(role.rawValue) instead of \(account.role.rawValue).") }
            if isSelf, !role.permissions.contains(.managePeople) {
                words.append("You could not come back to this page; another owner can make you one again.")
            }
            if role == .machine { words.append("The password, all links and all sessions end for good.") }
            self.words = words
            button = isSelf ? "Become \(role.rawValue)" : "Make it a machine"
            fields = [("role", role.rawValue)]
        } else if change.isDisabled == true, !account.isDisabled {
            heading = isSelf ? "Disable your own account?" : "Disable \(account.name)?"
            words = [
                "All sessions, links and tokens end at once and for good; items that are held go back. "
                    + "Labels and the password stay. The account can be enabled again."
            ]
            button = "Disable"
            fields = [("disabled", "yes")]
        } else {
            return nil
        }
    }

    init(resetting account: Account) {
        heading = "Reset the password of \(account.name)?"
        words = [
            "The password, all sessions and all links end at once. You get a new link, valid for "
                + "\(PeopleDesk.usualHours) hours, to pass on. Tokens of programs stay."
        ]
        button = "Reset and make a link"
        name = account.name
        part = "reset"
        fields = []
    }

    var values: [String: Any?] {
        [
            "heading": heading,
            "words": words.map { ["text": $0] },
            "button": button,
            "action": PersonAddress.path(name, part),
            "back": PersonAddress.path(name),
            "fields": fields.map { ["name": $0.name, "value": $0.value] },
        ]
    }
}
