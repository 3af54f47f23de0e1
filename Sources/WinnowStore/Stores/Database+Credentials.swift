internal import GRDB
package import WinnowDomain

extension Database {
    package func passwordHash(of account: AnnotatorID) async throws -> String? {
        try await read { db in try CredentialRows.passwordHash(of: account, in: db) }
    }

    package func setPassword(_ new: NewPassword, at: Moment) async throws -> Bool {
        try await write { db in
            let former = try CredentialRows.passwordHash(of: new.account, in: db)
            let isThere = try new.session.map { try CredentialRows.isValid($0, of: new.account, at: at, in: db) }
            guard former == new.former, isThere != false else { return false }
            try CredentialRows.revoke(
                where: "accountId = ? AND (kind IN ('password', 'link') OR kind = 'session' AND id IS NOT ?)",
                [new.account.rawValue, new.session?.rawValue],
                at: at,
                in: db
            )
            try add(NewCredential(account: new.account, kind: .password, secretHash: new.hash), at: at, in: db)
            return true
        }
    }

    package func addCredential(_ credential: NewCredential, at: Moment) async throws -> Credential {
        try await write { db in
            guard credential.kind != .password else {
                throw StoreError.refused(reason: "a password is set, not added")
            }
            return try add(credential, at: at, in: db)
        }
    }

    package func signIn(
        _ session: NewCredential,
        passwordHash: String,
        at: Moment
    ) async throws -> Credential? {
        try await write { db in
            guard try CredentialRows.passwordHash(of: session.account, in: db) == passwordHash else { return nil }
            return try add(session, at: at, in: db)
        }
    }

    /// - Throws: `StoreError.annotatorIsDisabled`: what is added now would be valid when the account is enabled again.
    @discardableResult
    private func add(_ new: NewCredential, at: Moment, in db: GRDB.Database) throws -> Credential {
        try AnnotatorRows.requireEnabled(new.account, in: db)
        let added = try CredentialRows.insert(new, at: at, in: db)
        try AccountRows.log(.credentialAdded, of: new.account, ["kind": .string(new.kind.rawValue)], at: at, in: db)
        return added
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
        // The kind is written out: SQLite looks at a bound value that a partial index asks for, and compiles the statement
        // anew for each.
        let found = try CredentialRows.fetch(
            where: "c.kind = '\(kind.rawValue)' AND c.kind <> 'password' AND c.secretHash = ?",
            [secretHash],
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
            let added = try add(session(link.account.id), at: at, in: db)
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

    package func reset(_ account: AnnotatorID, at: Moment) async throws {
        try await write { db in
            try CredentialRows.revokeSignIns(of: account, at: at, in: db)
            if db.changesCount > 0 { try AccountRows.log(.credentialRevoked, of: account, [:], at: at, in: db) }
        }
    }

    package func revoke(_ credential: CredentialID, of account: AnnotatorID, at: Moment) async throws {
        try await write { db in
            guard try CredentialRows.exists(credential, of: account, in: db) else {
                throw StoreError.noSuchCredential(credential)
            }
            try CredentialRows.revoke(where: "id = ?", [credential.rawValue], at: at, in: db)
            if db.changesCount > 0 { try AccountRows.log(.credentialRevoked, of: account, [:], at: at, in: db) }
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
            if db.changesCount > 0 { try AccountRows.log(.credentialRevoked, of: account, [:], at: at, in: db) }
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
}
