internal import GRDB
package import WinnowDomain

extension Database: AccountStore {
    package func accounts() async throws -> [Account] {
        try await read { db in try AccountRows.fetch(where: "TRUE", [], in: db) }
    }

    package func account(named name: String) async throws -> Account? {
        try await read { db in try AccountRows.fetch(where: "n.name = ?", [name], in: db).first }
    }

    package func addAccount(named name: String, role: Role, at: Moment) async throws -> Account {
        try await write { db in
            let id = try AnnotatorRows.id(of: name, in: db) ?? AnnotatorRows.add(name, at: at, in: db)
            guard try AccountRows.fetch(where: "n.id = ?", [id.rawValue], in: db).isEmpty else {
                throw StoreError.accountExists(name: name)
            }
            try db.execute(
                sql: "INSERT INTO account (annotatorId, role, preferences, createdAt) VALUES (?, ?, ?, ?)",
                arguments: [id.rawValue, role.rawValue, try StoredJSON.encode(Preferences()), at.seconds]
            )
            try AccountRows.log(.accountChanged, of: id, ["role": .string(role.rawValue)], at: at, in: db)
            return try AccountRows.account(id, in: db)
        }
    }

    package func changeAccount(_ id: AnnotatorID, _ change: AccountChange, at: Moment) async throws -> Account {
        try await write { db in
            let former = try AccountRows.account(id, in: db)
            if let role = change.role, role != former.role {
                try AccountRows.setRole(role, of: id, at: at, in: db)
            }
            if let isDisabled = change.isDisabled, isDisabled != former.isDisabled {
                try AnnotatorRows.setDisabled(isDisabled, id, at: at, in: db)
            }
            // What the change as a whole leaves behind counts, and what others did meanwhile.
            if former.role == .owner { try AccountRows.requireAnOwner(in: db) }
            return try AccountRows.account(id, in: db)
        }
    }

    package func changePreferences(
        of account: AnnotatorID,
        _ change: @Sendable @escaping (inout Preferences) -> Void
    ) async throws {
        try await write { db in
            var preferences = try AccountRows.account(account, in: db).preferences
            change(&preferences)
            try db.execute(
                sql: "UPDATE account SET preferences = ? WHERE annotatorId = ?",
                arguments: [try StoredJSON.encode(preferences), account.rawValue]
            )
        }
    }

    package func lastSeen() async throws -> [AnnotatorID: Moment] {
        try await read { db in
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT accountId, max(ifnull(usedAt, createdAt)) FROM credential
                    WHERE kind = 'session' OR (kind = 'token' AND usedAt IS NOT NULL) GROUP BY accountId
                    """
            )
            return Dictionary(uniqueKeysWithValues: rows.map { (AnnotatorID($0[0]), Moment($0[1])) })
        }
    }
}
