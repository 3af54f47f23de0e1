import Foundation
import Testing
import WinnowDomain

@testable import WinnowCLI

@Suite struct ExitStatusTests {
    @Test("the manual lists every exit code with its meaning")
    func manual() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let page = try String(contentsOf: root.appending(path: "docs/command-line.md"), encoding: .utf8)
        for status in ExitStatus.allCases {
            #expect(page.contains("| \(status.rawValue) | \(status.meaning) |"), "\(status)")
        }
        let rows = page.split(separator: "\n").count { $0.hasPrefix("| ") && $0.dropFirst(2).first?.isNumber == true }
        #expect(rows == ExitStatus.allCases.count)
    }
}
