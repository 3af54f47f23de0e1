import Foundation
import Testing
import WinnowQueueFiles

@testable import WinnowCLI

@Suite struct LabellingDocumentationTests {
    private let page = Repository.root.appending(path: "docs/labelling-in-the-terminal.md")

    @Test("the manual lists the keys that the form has, in its words")
    func keys() throws {
        let text = try String(contentsOf: page, encoding: .utf8)
        let rows = text.split(separator: "\n").filter { $0.hasPrefix("| `") }
        #expect(
            rows.map(String.init)
                == FormCommand.allCases.map { command in
                    "| \(command.keyText.split(separator: ", ").map { "`\($0)`" }.joined(separator: ", ")) | \(command.meaning) |"
                }
        )
    }

    @Test("the manual shows the form as it looks")
    func frame() throws {
        let text = try String(contentsOf: page, encoding: .utf8)
        let fixture = Repository.root.appending(path: "Tests/Fixtures/terminal/card-80x24.txt")
        #expect(text.contains(try String(contentsOf: fixture, encoding: .utf8)))
    }

    @Test("no label can have a key that the form needs")
    func reserved() {
        let needed = FormCommand.allCases.compactMap(\.character).map { String($0) }
        #expect(Set(needed).isSubset(of: QueueFileKeys.reservedLabelKeys))
    }
}
