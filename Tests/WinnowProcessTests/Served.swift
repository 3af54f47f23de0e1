import Crypto
import Foundation
import GRDB
import Testing

/// A server over a test's data folder, on a port of its own, and somebody with a token for it.
final class Served {
    let address: String
    let tokenFile: String
    private let winnow: Winnow
    private let running: Running

    /// - Parameter role: That of rosa, whose token it is.
    /// - Throws: When the server ends instead of listening.
    init(_ winnow: Winnow, role: String = "manager") throws {
        self.winnow = winnow
        running = try winnow.start(["serve", "--port", "0", "--log-level", "error"])
        var address: String?
        while address == nil {
            guard running.isRunning else { throw CocoaError(.executableLoad) }
            address = running.outputSoFar.firstMatch(of: /http:\/\/127\.0\.0\.1:\d+/).map { String($0.output) }
            if address == nil { usleep(20_000) }
        }
        self.address = address ?? ""
        _ = try winnow.run(["annotator", "link", "rosa", "--role", role])
        tokenFile = try Self.token("secret", of: winnow, expiresAt: nil)
    }

    /// Runs a command on the server.
    func run(_ arguments: [String]) throws -> Winnow.Outcome {
        try winnow.run(arguments + ["--server", address, "--token-file", tokenFile])
    }

    /// Runs a command on a folder and on the server, and expects the same words and the same end.
    ///
    /// - Parameter mask: Takes out what cannot be the same, such as secrets and times.
    func expectSame(
        as local: Winnow,
        _ arguments: [String],
        mask: (String) -> String = { $0 }
    ) throws {
        let here = try local.run(arguments)
        let there = try run(arguments)
        let command = arguments.joined(separator: " ")
        #expect(here.status == there.status, "\(command): \(there.errors)")
        #expect(mask(here.output) == mask(there.output), "\(command)")
        #expect(mask(here.errors) == mask(there.errors), "\(command)")
    }

    /// Makes a token of rosa's; the file that it is in.
    func token(_ text: String, expiresAt: Double?) throws -> String {
        try Self.token(text, of: winnow, expiresAt: expiresAt)
    }

    private static func token(_ text: String, of winnow: Winnow, expiresAt: Double?) throws -> String {
        let hash = SHA256.hash(data: Data(text.utf8)).map { String(format: "%02x", $0) }.joined()
        try DatabaseQueue(path: winnow.data.appending(path: "winnow.sqlite").path).write { db in
            try db.execute(
                sql: """
                    INSERT INTO credential (accountId, kind, secretHash, name, isSingleUse, createdAt, expiresAt)
                    SELECT id, 'token', ?, 'test', 0, 0, ? FROM annotator WHERE name = 'rosa'
                    """,
                arguments: [hash, expiresAt]
            )
        }
        return try winnow.write(text, to: "token-\(text)")
    }

    func stop() { running.terminate() }
}
