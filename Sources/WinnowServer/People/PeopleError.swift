package import WinnowDomain

/// Why something is not done to an account.
package enum PeopleError: CodedError, Hashable, Sendable {
    case badName(reason: String)
    case noSuchAccount(name: String)
    /// Whoever asks may do less than the role.
    case beyondAuthority(role: Role)
    case machineSignsInNowhere(name: String)
    /// Who begins anew by oneself is out before the link is read.
    case ownReset
    case badHours(Int)
    case badDays(Int)
    case badTokenName
    case noScopes(role: Role)
    case scopesBeyondRole(Set<Permission>, role: Role)
    case scopesBeyondAuthority(Set<Permission>)

    package var code: ErrorCode {
        switch self {
        case .noSuchAccount: .noSuchAccount
        case .beyondAuthority, .scopesBeyondAuthority: .forbidden
        case .badName, .machineSignsInNowhere, .ownReset, .badHours, .badDays, .badTokenName, .noScopes,
            .scopesBeyondRole:
            .notPossible
        }
    }
}

extension PeopleError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .badName(let reason): reason
        case .noSuchAccount(let name):
            "\"\(name)\" has no account; add one, which keeps what an annotator of that name has labelled"
        case .beyondAuthority(let role):
            "\(role.rawValue)s may do more than you may here; ask an owner, or use a token with all scopes"
        case .machineSignsInNowhere(let name):
            "\"\(name)\" is a machine and never signs in; make it a token, or change its role first"
        case .ownReset: "change your own password on your account page, or ask another owner"
        case .badHours(let hours): "a link is valid for 1 to \(PeopleDesk.longestHours) hours, not \(hours)"
        case .badDays(let days): "a token is valid for 1 to \(PeopleDesk.longestDays) days, not \(days)"
        case .badTokenName:
            "a token needs a name to know it by, of 1 to \(AnnotatorName.limit) visible characters without space around "
                + "them"
        case .noScopes(let role): "choose what the token may do: one or more of \(list(role.permissions))"
        case .scopesBeyondRole(let scopes, let role):
            "a token of the role \(role.rawValue) cannot have \(list(scopes)); choose from \(list(role.permissions))"
        case .scopesBeyondAuthority(let scopes): "a token cannot have what you have not here: \(list(scopes))"
        }
    }

    private func list(_ permissions: Set<Permission>) -> String {
        permissions.map(\.rawValue).sorted().joined(separator: ", ")
    }
}
