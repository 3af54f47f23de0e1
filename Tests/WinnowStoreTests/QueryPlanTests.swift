import Foundation
import GRDB
import Synchronization
import Testing
import WinnowDomain
import WinnowStore

/// Statements are taken from what a session runs, so that nobody has to remember a new one.
@Suite struct QueryPlanTests {
    /// Statements that may read a whole table, by how they begin, and why.
    static let allowed: [(beginning: String, reason: String)] = [
        ("SELECT id FROM queue ORDER BY name", "lists all queues"),
        ("SELECT name FROM queue ORDER BY name", "lists all queues, in an error"),
        ("SELECT name FROM annotator ORDER BY name", "lists all annotators, in an error"),
        (
            "INSERT INTO item (",
            "SQLite plans to look for rows that go back to the new one, and does so only after a broken reference"
        ),
        (
            "INSERT INTO counterfactual (",
            "likewise for drafts that the new one was made from"
        ),
        ("SELECT id, name, isDisabled, (SELECT count(*)", "lists all annotators"),
        ("SELECT id, name FROM annotator", "names all annotators"),
        ("SELECT n.id, n.name, a.role", "lists all accounts, which are people"),
        ("SELECT accountId, max(ifnull", "looks when people were last there: credentials are few, and only they ask"),
        ("SELECT count(*) FROM account", "looks for owners among the accounts, which are people"),
        ("SELECT id, queueId, url, kinds, secret", "lists all webhooks, of which there are a handful"),
        ("SELECT id, name, position, until FROM label", "labels are a handful; run when an export is of what changed"),
        ("WITH RECURSIVE became (labelId", "labels are a handful; run when a queue is shown or changed"),
    ]

    final class Log: Sendable {
        let statements = Mutex<Set<String>>([])
    }

    static func plan(of sql: String, _ db: GRDB.Database) throws -> [String] {
        let statement = try db.makeStatement(sql: "EXPLAIN QUERY PLAN " + sql)
        statement.setUncheckedArguments(StatementArguments())
        return try Row.fetchAll(statement).map { $0["detail"] }
    }

    /// Lines of the plan that read all rows of a table.
    static func scans(_ sql: String, _ db: GRDB.Database) throws -> [String] {
        let tables = Set(sql.matches(of: /WITH RECURSIVE (\w+)/).map { String($0.1) })
        return try plan(of: sql, db).filter { line in
            guard let name = line.firstMatch(of: /^SCAN (\w+)/)?.1 else { return false }
            return name != "CONSTANT" && !tables.contains(String(name))
        }
    }

    static func isQuestion(_ sql: String) -> Bool {
        let verbs = ["SELECT", "INSERT", "UPDATE", "DELETE", "WITH", "REPLACE"]
        return verbs.contains { sql.hasPrefix($0) } && !sql.contains("sqlite_") && !sql.contains("grdb_")
    }

    @Test("no statement of a session reads a whole table, but for a few that say why")
    func statements() async throws {
        let log = Log()
        let session = try await ScriptedSession(itemCount: 400) { sql in
            log.statements.withLock { _ = $0.insert(sql) }
        }
        let statements = log.statements.withLock { $0 }.filter(Self.isQuestion).sorted()
        #expect(statements.count > 50, "\(statements.count) statements")
        let other = try DatabaseQueue(path: session.database.path)
        try await other.read { db in
            for sql in statements where !Self.allowed.contains(where: { sql.hasPrefix($0.beginning) }) {
                let scans = try Self.scans(sql, db)
                #expect(scans.isEmpty, "\(sql)\n\(scans.joined(separator: "\n"))")
            }
            for entry in Self.allowed {
                let known = statements.filter { $0.hasPrefix(entry.beginning) }
                #expect(!known.isEmpty, "not run any more: \(entry.beginning)")
            }
        }
    }

    @Test("no trigger reads a whole table")
    func triggers() async throws {
        let session = try await ScriptedSession()
        let other = try DatabaseQueue(path: session.database.path)
        try await other.read { db in
            let triggers = try String.fetchAll(db, sql: "SELECT sql FROM sqlite_schema WHERE type = 'trigger'")
            #expect(triggers.count > 20)
            for trigger in triggers {
                let body = try #require(trigger.firstMatch(of: /(?s)BEGIN\s(.*)END$/)?.1)
                let text = body.replacing(/RAISE\(ABORT, '[^']*'\)/, with: "1").replacing(/\b(NEW|OLD)\.\w+/, with: "?")
                for statement in text.split(separator: ";") {
                    let sql = statement.trimmingCharacters(in: .whitespacesAndNewlines)
                    if sql.isEmpty { continue }
                    let scans = try Self.scans(sql, db)
                    #expect(scans.isEmpty, "\(sql)\n\(scans.joined(separator: "\n"))")
                }
            }
        }
    }

    @Test("a scan is recognised")
    func recognises() async throws {
        let session = try await ScriptedSession()
        let other = try DatabaseQueue(path: session.database.path)
        try await other.read { db in
            let (whole, one) = try (
                Self.scans("SELECT * FROM item WHERE data = ?", db), Self.scans("SELECT * FROM item WHERE id = ?", db)
            )
            #expect(whole == ["SCAN item"] && one.isEmpty)
        }
    }
}
