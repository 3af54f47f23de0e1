internal import Foundation
internal import WinnowDomain
internal import WinnowServer

/// Accounts and credentials as commands print them.
enum AccountText {
    static func json(_ account: Account) -> JSON {
        .members([
            "name": .string(account.name), "role": .string(account.role.rawValue),
            "disabled": .boolean(account.isDisabled),
        ])
    }

    static func json(_ credential: Credential) -> JSON {
        .members([
            "id": .integer(Int(credential.id.rawValue)),
            "kind": .string(credential.kind.rawValue),
            "name": credential.name.map { .string($0) } ?? .null,
            "scopes": credential.scopes.map { .array($0.map(\.rawValue).sorted().map { .string($0) }) } ?? .null,
            "created": .string(time(credential.createdAt)),
            "expires": credential.expiresAt.map { .string(time($0)) } ?? .null,
            "used": credential.usedAt.map { .string(time($0)) } ?? .null,
        ])
    }

    static func time(_ moment: Moment) -> String {
        Date(timeIntervalSince1970: moment.seconds).ISO8601Format()
    }
}

extension Installation {
    /// The rules for accounts are the server's; who has the data folder may everything.
    var people: PeopleDesk { PeopleDesk(store: store, clock: clock) }
}
