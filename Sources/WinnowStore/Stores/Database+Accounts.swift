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
            try log(.accountChanged, of: id, ["role": .string(role.rawValue)], at: at, in: db)
            return try AccountRows.account(id, in: db)
        }
    }

    package func setRole(_ role: Role, of account: AnnotatorID, at: Moment) async throws {
        try await write { db in
            let former = try AccountRows.account(account, in: db).role
            guard former != role else { return }
            try db.execute(
                sql: "UPDATE account SET role = ? WHERE annotatorId = ?",
                arguments: [role.rawValue, account.rawValue]
            )
            if former == .owner { try AccountRows.requireAnOwner(in: db) }
            try log(.accountChanged, of: account, ["role": .string(role.rawValue)], at: at, in: db)
        }
    }

    package func setPreferences(_ preferences: Preferences, of account: AnnotatorID) async throws {
        try await write { db in
            try db.execute(
                sql: "UPDATE account SET preferences = ? WHERE annotatorId = ?",
                arguments: [try StoredJSON.encode(preferences), account.rawValue]
            )
        }
    }

    package func passwordHash(of account: AnnotatorID) async throws -> String? {
        try await read { db in
            try String.fetchOne(
                db,
                sql:
                    "SELECT secretHash FROM credential WHERE accountId = ? AND kind = 'password' AND revokedAt IS NULL",
                arguments: [account.rawValue]
            )
        }
    }

    package func addCredential(_ credential: NewCredential, at: Moment) async throws -> Credential {
        try await write { db in
            if credential.kind == .password {
                try CredentialRows.revoke(
                    where: "accountId = ? AND kind = 'password'",
                    [credential.account.rawValue],
                    at: at,
                    in: db
                )
            }
            let added = try CredentialRows.insert(credential, at: at, in: db)
            try log(
                .credentialAdded,
                of: credential.account,
                ["kind": .string(credential.kind.rawValue)],
                at: at,
                in: db
            )
            return added
        }
    }

    package func holder(
        of kind: Credential.Kind,
        secretHash: String,
        now: Moment
    ) async throws -> CredentialHolder? {
        try await read { db in try holder(of: kind, secretHash, now: now, in: db) }
    }

    private func holder(
        of kind: Credential.Kind,
        _ secretHash: String,
        now: Moment,
        in db: GRDB.Database
    ) throws -> CredentialHolder? {
        let found = try CredentialRows.fetch(
            where: "c.kind = ? AND c.kind <> 'password' AND c.secretHash = ?",
            [kind.rawValue, secretHash],
            now: now,
            in: db
        ).first
        guard let found else { return nil }
        let account = try AccountRows.account(found.account, in: db)
        return account.isDisabled ? nil : CredentialHolder(account: account, credential: found)
    }

    package func redeemLink(
        secretHash: String,
        session: @Sendable @escaping (AnnotatorID) -> NewCredential,
        at: Moment
    ) async throws -> CredentialHolder? {
        try await write { db in
            // A machine never signs in, whoever made it a link.
            guard let link = try holder(of: .link, secretHash, now: at, in: db), link.account.role != .machine else {
                return nil
            }
            try db.execute(
                sql: "UPDATE credential SET usedAt = ?, revokedAt = iif(isSingleUse, ?, NULL) WHERE id = ?",
                arguments: [at.seconds, at.seconds, link.credential.id.rawValue]
            )
            let added = try CredentialRows.insert(session(link.account.id), at: at, in: db)
            try log(.credentialAdded, of: link.account.id, ["kind": .string(added.kind.rawValue)], at: at, in: db)
            return CredentialHolder(account: link.account, credential: added)
        }
    }

    package func credentials(of account: AnnotatorID, now: Moment) async throws -> [Credential] {
        try await read { db in
            try CredentialRows.fetch(
                where: "c.accountId = ? AND c.kind <> 'password'",
                [account.rawValue],
                now: now,
                in: db
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

    package func reset(_ account: AnnotatorID, at: Moment) async throws {
        try await write { db in
            try CredentialRows.revoke(
                where: "accountId = ? AND kind IN ('password', 'session', 'link')",
                [account.rawValue],
                at: at,
                in: db
            )
            if db.changesCount > 0 { try log(.credentialRevoked, of: account, [:], at: at, in: db) }
        }
    }

    package func revoke(_ credential: CredentialID, of account: AnnotatorID, at: Moment) async throws {
        try await write { db in
            try CredentialRows.revoke(
                where: "id = ? AND accountId = ?",
                [credential.rawValue, account.rawValue],
                at: at,
                in: db
            )
            if db.changesCount > 0 { try log(.credentialRevoked, of: account, [:], at: at, in: db) }
        }
    }

    package func revokeSessions(of account: AnnotatorID, except kept: CredentialID?, at: Moment) async throws {
        try await write { db in
            try CredentialRows.revoke(
                where: "accountId = ? AND kind = 'session' AND id IS NOT ?",
                [account.rawValue, kept?.rawValue],
                at: at,
                in: db
            )
            if db.changesCount > 0 { try log(.credentialRevoked, of: account, [:], at: at, in: db) }
        }
    }

    package func used(_ credentials: [CredentialID], at: Moment) async throws {
        try await write { db in
            let statement = try db.cachedStatement(
                sql: "UPDATE credential SET usedAt = ? WHERE id = ? AND ifnull(usedAt, 0) < ?"
            )
            for id in credentials { try statement.execute(arguments: [at.seconds, id.rawValue, at.seconds]) }
        }
    }

    private func log(
        _ kind: EventLog.Kind,
        of account: AnnotatorID,
        _ payload: KeyValuePairs<String, JSON>,
        at: Moment,
        in db: GRDB.Database
    ) throws {
        _ = try EventLog.append(
            kind,
            queue: nil,
            subject: account.rawValue,
            payload: .members(payload),
            at: at,
            in: db
        )
    }
}
