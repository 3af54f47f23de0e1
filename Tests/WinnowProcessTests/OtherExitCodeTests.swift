import Foundation
import GRDB
import Testing
import WinnowDomain

/// Exit codes for what is there and cannot be used now.
@Suite struct OtherExitCodeTests {
    @Test("a training that another process has under way is 75")
    func busy() throws {
        let winnow = try Winnow()
        try winnow.succeed("queue", "create", Winnow.ticketQueue)
        try winnow.succeed("import", "support-tickets", Winnow.tickets)
        let lock = open(winnow.data.appending(path: "locks/queue-1.training").path, O_RDWR | O_CREAT, 0o644)
        defer { close(lock) }
        #expect(flock(lock, LOCK_EX) == 0)
        let outcome = try winnow("retrain", "support-tickets", "--wait", "0", "--json")
        #expect(outcome.status == 75)
        #expect(try JSONReader.read(outcome.errors)["error"]?["code"] == "busy")
    }

    @Test("data of a newer Winnow are 69, and are not touched")
    func newer() throws {
        let winnow = try Winnow()
        try winnow.succeed("queue", "create", Winnow.ticketQueue)
        let database = try DatabaseQueue(path: winnow.data.appending(path: "winnow.sqlite").path)
        try database.write { try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('M9999_Later')") }
        try database.close()
        for arguments in [["queue", "list"], ["queue", "create", Winnow.ticketQueue]] {
            let outcome = try winnow.run(arguments)
            #expect(outcome.status == 69)
            #expect(outcome.errors.contains("newer"))
        }
    }

    @Test("an empty file and another program's database are no data folder, and stay what they are")
    func foreign() throws {
        let winnow = try Winnow()
        let files = FileManager.default
        let (empty, other, text) = (winnow.path("empty"), winnow.path("other"), winnow.path("text"))
        for folder in [empty, other, text] {
            try files.createDirectory(atPath: folder, withIntermediateDirectories: true)
        }
        try winnow.write("", to: "empty/winnow.sqlite")
        try winnow.write("these are notes", to: "text/winnow.sqlite")
        let database = try DatabaseQueue(path: other + "/winnow.sqlite")
        try database.write { try $0.execute(sql: "CREATE TABLE other (a)") }
        try database.close()
        for (folder, word) in [(empty, "empty"), (other, "another program"), (text, "not a database")] {
            let outcome = try winnow("queue", "list", "--data", folder)
            #expect(outcome.status == 65)
            #expect(outcome.errors.contains(word), "\(outcome.errors)")
            #expect(try winnow("doctor", "--data", folder).status == 1)
        }
        #expect(try files.attributesOfItem(atPath: empty + "/winnow.sqlite")[.size] as? Int == 0)
        #expect(try winnow("queue", "create", Winnow.ticketQueue, "--data", other).status == 65)
    }

    @Test("what is no folder, and a folder without a database, are told from one that is not there")
    func absence() throws {
        let winnow = try Winnow()
        let file = try winnow.write("", to: "file")
        try FileManager.default.createDirectory(atPath: winnow.path("plain"), withIntermediateDirectories: true)
        for (path, word) in [
            (file, "is no folder"), (winnow.path("plain"), "no winnow.sqlite"), ("none", "there is no"),
        ] {
            let outcome = try winnow("queue", "list", "--data", path)
            #expect(outcome.status == 66)
            #expect(outcome.errors.contains(word), "\(outcome.errors)")
        }
    }
}
