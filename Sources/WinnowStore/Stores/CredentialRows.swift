internal import GRDB
internal import WinnowDomain

/// Credentials as rows.
enum CredentialRows {
    private static let columns = "c.id, c.accountId, c.kind, c.name, c.scopes, c.createdAt, c.expiresAt, c.usedAt"

    static func insert(_ new: NewCredential, at: Moment, in db: GRDB.Database) throws -> Credential {
        try db.execute(
            sql: """
                INSERT INTO credential (accountId, kind, secretHash, name, scopes, isSingleUse, createdAt, expiresAt)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                new.account.rawValue, new.kind.rawValue, new.secretHash, new.name,
                try new.scopes.map { try StoredJSON.encode($0.sorted { $0.rawValue < $1.rawValue }) },
                new.isSingleUse, at.seconds, new.expiresAt?.seconds,
            ]
        )
        return Credential(
            id: CredentialID(db.lastInsertedRowID),
            account: new.account,
            kind: new.kind,
            name: new.name,
            scopes: new.scopes,
            createdAt: at,
            expiresAt: new.expiresAt,
            usedAt: nil
        )
    }

    /// Valid credentials that a condition on `credential c` picks, newest first.
    static func fetch(
        where condition: String,
        _ arguments: StatementArguments,
        now: Moment,
        in db: GRDB.Database
    ) throws -> [Credential] {
        let rows = try Row.fetchAll(
            db.cachedStatement(
                sql: """
                    SELECT \(columns) FROM credential c
                    WHERE \(condition) AND c.revokedAt IS NULL AND (c.expiresAt IS NULL OR c.expiresAt > ?)
                    ORDER BY c.id DESC
                    """
            ),
            arguments: arguments + [now.seconds]
        )
        return try rows.map { row in
            guard let kind = Credential.Kind(rawValue: row[2]) else {
                throw StoreError.refused(reason: "credential \(row[0] as Int64) has a kind that is not known")
            }
            return Credential(
                id: CredentialID(row[0]),
                account: AnnotatorID(row[1]),
                kind: kind,
                name: row[3],
                scopes: try (row[4] as String?).map { Set(try StoredJSON.decode([Permission].self, from: $0)) },
                createdAt: Moment(row[5]),
                expiresAt: (row[6] as Double?).map { Moment($0) },
                usedAt: (row[7] as Double?).map { Moment($0) }
            )
        }
    }

    static func revoke(
        where condition: String,
        _ arguments: StatementArguments,
        at: Moment,
        in db: GRDB.Database
    ) throws {
        try db.execute(
            sql: "UPDATE credential SET revokedAt = ? WHERE \(condition) AND revokedAt IS NULL",
            arguments: [at.seconds] + arguments
        )
    }

    /// Ends what an account signs in with, and where it is signed in.
    static func revokeSignIns(of account: AnnotatorID, at: Moment, in db: GRDB.Database) throws {
        try revoke(
            where: "accountId = ? AND kind IN ('password', 'session', 'link')",
            [account.rawValue],
            at: at,
            in: db
        )
    }

    static func passwordHash(of account: AnnotatorID, in db: GRDB.Database) throws -> String? {
        try String.fetchOne(
            db.cachedStatement(
                sql: "SELECT secretHash FROM credential WHERE accountId = ? AND kind = 'password' AND revokedAt IS NULL"
            ),
            arguments: [account.rawValue]
        )
    }

    static func isValid(_ id: CredentialID, of account: AnnotatorID, at: Moment, in db: GRDB.Database) throws -> Bool {
        try !fetch(where: "c.id = ? AND c.accountId = ?", [id.rawValue, account.rawValue], now: at, in: db).isEmpty
    }

    /// Whether an account has or had a credential that is no password.
    static func exists(_ id: CredentialID, of account: AnnotatorID, in db: GRDB.Database) throws -> Bool {
        try Bool.fetchOne(
            db.cachedStatement(
                sql: "SELECT EXISTS (SELECT 1 FROM credential WHERE id = ? AND accountId = ? AND kind <> 'password')"
            ),
            arguments: [id.rawValue, account.rawValue]
        ) ?? false
    }
}
