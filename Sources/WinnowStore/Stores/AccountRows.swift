internal import GRDB
internal import WinnowDomain

/// Accounts as rows.
enum AccountRows {
    /// The accounts that a condition on `account a JOIN annotator n` picks, by name.
    static func fetch(
        where condition: String,
        _ arguments: StatementArguments,
        in db: GRDB.Database
    ) throws -> [Account] {
        let rows = try Row.fetchAll(
            db.cachedStatement(
                sql: """
                    SELECT n.id, n.name, a.role, n.isDisabled, a.preferences, EXISTS (
                        SELECT 1 FROM credential WHERE accountId = n.id AND kind = 'password' AND revokedAt IS NULL
                    )
                    FROM account a JOIN annotator n ON n.id = a.annotatorId WHERE \(condition) ORDER BY n.name
                    """
            ),
            arguments: arguments
        )
        return try rows.map { row in
            guard let role = Role(rawValue: row[2]) else {
                throw StoreError.refused(reason: "account \(row[0] as Int64) has a role that is not known")
            }
            return Account(
                id: AnnotatorID(row[0]),
                name: row[1],
                role: role,
                isDisabled: row[3],
                hasPassword: row[5],
                preferences: try StoredJSON.decode(Preferences.self, from: row[4])
            )
        }
    }

    /// - Throws: `StoreError.refused` when there is none of that number.
    static func account(_ id: AnnotatorID, in db: GRDB.Database) throws -> Account {
        guard let account = try fetch(where: "n.id = ?", [id.rawValue], in: db).first else {
            throw StoreError.refused(reason: "there is no account number \(id)")
        }
        return account
    }

    /// nil for annotators without an account.
    static func role(of id: AnnotatorID, in db: GRDB.Database) throws -> Role? {
        try String.fetchOne(
            db.cachedStatement(sql: "SELECT role FROM account WHERE annotatorId = ?"),
            arguments: [id.rawValue]
        ).flatMap(Role.init(rawValue:))
    }

    /// Changes what an account is for.
    static func setRole(_ role: Role, of id: AnnotatorID, at: Moment, in db: GRDB.Database) throws {
        try db.execute(
            sql: "UPDATE account SET role = ? WHERE annotatorId = ?",
            arguments: [role.rawValue, id.rawValue]
        )
        // A machine never signs in: what it had for that ends for good.
        if role == .machine { try CredentialRows.revokeSignIns(of: id, at: at, in: db) }
        try log(.accountChanged, of: id, ["role": .string(role.rawValue)], at: at, in: db)
    }

    /// - Throws: `StoreError.lastOwner`.
    static func requireAnOwner(in db: GRDB.Database) throws {
        let owners = try Int.fetchOne(
            db,
            sql: """
                SELECT count(*) FROM account a JOIN annotator n ON n.id = a.annotatorId
                WHERE a.role = 'owner' AND n.isDisabled = 0
                """
        )
        if owners == 0 { throw StoreError.lastOwner }
    }

    static func log(
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
