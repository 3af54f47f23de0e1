internal import GRDB
internal import WinnowDomain

/// What of a check one snapshot of the database can answer.
struct DatabaseCheck {
    let db: GRDB.Database

    func run(progress: (Int) -> Void) throws -> [CheckFinding] {
        do {
            let lines = try String.fetchAll(db, sql: "PRAGMA integrity_check")
            // A damaged file answers no other question reliably.
            if lines != ["ok"] { return [damage(lines)] }
            let findings = try references() + Invariant.all.compactMap(violations)
            let (queues, unreadable) = try readQueues()
            return findings + unreadable + (try items(of: queues, progress: progress))
        } catch let error as DatabaseError where error.resultCode == .SQLITE_CORRUPT {
            return [damage([error.message ?? "\(error.resultCode)"])]
        }
    }

    private func damage(_ lines: [String]) -> CheckFinding {
        CheckFinding(
            code: "file-damaged",
            severity: .damage,
            count: lines.count,
            examples: lines,
            meaning: "SQLite finds its file damaged, by a failing disk or a program that wrote into it",
            remedy: "keep a copy of the data folder, then restore the last backup; what `winnow export` still "
                + "reads of later labels can be imported into it"
        )
    }

    private func references() throws -> [CheckFinding] {
        var tally = Tally()
        let rows = try Row.fetchCursor(db, sql: "PRAGMA foreign_key_check")
        while let row = try rows.next() {
            let (table, number, parent) = (row[0] as String, row[1] as Int64?, row[2] as String)
            tally.add("\(table) \(number.map(String.init) ?? "?") names a \(parent) that does not exist")
        }
        return tally.finding("reference-broken", "a row names another that does not exist", Invariant.remedy)
    }

    private func violations(of invariant: Invariant) throws -> CheckFinding? {
        var tally = Tally()
        let rows = try String.fetchCursor(db, sql: invariant.sql)
        while let text = try rows.next() { tally.add(text) }
        return tally.finding(invariant.code, invariant.meaning, Invariant.remedy).first
    }

    private func readQueues() throws -> ([Queue], [CheckFinding]) {
        var queues: [Queue] = []
        var tally = Tally()
        for row in try Row.fetchAll(db, sql: "SELECT id, name FROM queue ORDER BY id") {
            do {
                queues.append(try QueueRows.queue(QueueID(row[0]), in: db))
            } catch let error as DecodingError {
                tally.add("queue \(row[1] as String): \(error)")
            }
        }
        let findings = tally.finding(
            "queue-definition",
            "a queue's stored definition cannot be read",
            "`winnow queue update QUEUE FILE` with the queue's file stores it anew"
        )
        return (queues, findings)
    }

    /// Items whose data no longer say what is to be labelled.
    private func items(of queues: [Queue], progress: (Int) -> Void) throws -> [CheckFinding] {
        var (unreadable, textless) = (Tally(), Tally())
        var count = 0
        for queue in queues {
            let template = queue.definition.item.text
            let rows = try Row.fetchCursor(
                db,
                sql: "SELECT externalId, data, meta FROM item WHERE queueId = ? ORDER BY id",
                arguments: [queue.id.rawValue]
            )
            while let row = try rows.next() {
                count += 1
                if count.isMultiple(of: 10_000) { progress(count) }
                func name(_ reason: String) -> String { "\(queue.name)/\(row[0] as String): \(reason)" }
                do {
                    let data = try JSONReader.read(row[1] as String)
                    let meta: String? = row[2]
                    if let meta { _ = try JSONReader.read(meta) }
                    do { _ = try template.text(of: data) } catch { textless.add(name(error.words)) }
                } catch {
                    unreadable.add(name(error.reason))
                }
            }
        }
        progress(count)
        return unreadable.finding(
            "item-unreadable",
            "an item's data are no JSON that can be read",
            "import the item's record again with --on-conflict replace"
        )
            + textless.finding(
                "item-without-text",
                "the queue's text template finds no text in an item's data; it is trained on as an empty text",
                "correct item.text in the queue file and run `winnow queue update`, or import the item's record again "
                    + "with --on-conflict replace"
            )
    }
}

/// Counts what is found and remembers the first few.
private struct Tally {
    private var count = 0
    private var examples: [String] = []

    mutating func add(_ example: String) {
        count += 1
        if examples.count < CheckFinding.exampleLimit { examples.append(example) }
    }

    /// None when nothing was counted.
    func finding(_ code: String, _ meaning: String, _ remedy: String) -> [CheckFinding] {
        guard count > 0 else { return [] }
        return [
            CheckFinding(
                code: code,
                severity: .damage,
                count: count,
                examples: examples,
                meaning: meaning,
                remedy: remedy
            )
        ]
    }
}

extension TextTemplate.Shortfall {
    /// For example `the field "body" is missing`.
    fileprivate var words: String {
        switch self {
        case .missing(let field): "the field \"\(field)\" is missing"
        case .notText(let field, let kind): "the field \"\(field)\" is \(kind), not text"
        case .empty: "nothing but white space"
        }
    }
}
