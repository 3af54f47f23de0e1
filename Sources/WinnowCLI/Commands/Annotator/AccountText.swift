internal import Foundation
internal import WinnowAPI
internal import WinnowDomain

/// Accounts and credentials as commands print them.
enum AccountText {
    static func json(_ person: PersonDocument) -> JSON {
        .members([
            "name": .string(person.name), "role": .string(person.role.rawValue),
            "disabled": .boolean(person.isDisabled),
        ])
    }

    static func json(_ credential: CredentialDocument) -> JSON {
        .members([
            "id": .integer(credential.id),
            "kind": .string(credential.kind.rawValue),
            "name": credential.name.map { .string($0) } ?? .null,
            "scopes": credential.scopes.map { .array(words($0).map { .string($0) }) } ?? .null,
            "created": .string(time(credential.createdAt)),
            "expires": credential.expiresAt.map { .string(time($0)) } ?? .null,
            "used": credential.usedAt.map { .string(time($0)) } ?? .null,
        ])
    }

    static func words(_ scopes: [Permission]) -> [String] { scopes.map(\.rawValue).sorted() }

    /// - Parameter seconds: Since 1970.
    static func time(_ seconds: Double) -> String {
        Date(timeIntervalSince1970: seconds).ISO8601Format()
    }
}
