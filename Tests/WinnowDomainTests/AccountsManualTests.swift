import Foundation
import Testing
import WinnowDomain

/// The table of roles in the manual.
@Suite struct AccountsManualTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// The cells of the table that begins with a header.
    private func rows(after header: String) throws -> [[String]] {
        let page = try String(contentsOf: Self.root.appending(path: "docs/accounts.md"), encoding: .utf8)
        let lines = page.split(separator: "\n", omittingEmptySubsequences: false)
        let start = try #require(lines.firstIndex { $0.hasPrefix(header) })
        return lines[start...].prefix { $0.hasPrefix("|") }.map { line in
            line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
        }
    }

    @Test("the manual's table of roles says what the roles may do, all of it")
    func roles() throws {
        let rows = try rows(after: "| permission |")
        #expect(rows[0].dropFirst(2) == Role.allCases.map(\.rawValue)[...])
        let permissions = rows.dropFirst(2)
        #expect(permissions.map { $0[0] } == Permission.allCases.map { "`\($0.rawValue)`" })
        for (row, permission) in zip(permissions, Permission.allCases) {
            #expect(row[1].hasPrefix(permission.inWords), "\(permission)")
            for (cell, role) in zip(row.dropFirst(2), Role.allCases) {
                #expect((cell == "yes") == role.permissions.contains(permission), "\(role) \(permission): \(cell)")
            }
        }
    }
}
