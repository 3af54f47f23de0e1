import Foundation
import Testing
import WinnowDomain

@Suite struct ErrorCodeTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    @Test("the manual lists every code with both statuses; WINNOW_WRITE_GENERATED=1 writes the list anew")
    func manual() throws {
        let file = Self.root.appending(path: "docs/errors.md")
        let page = try String(contentsOf: file, encoding: .utf8)
        let (opening, closing) = ("<!-- codes: generated from the catalogue -->\n", "<!-- end of codes -->")
        let start = try #require(page.range(of: opening)?.upperBound)
        let end = try #require(page.range(of: closing)?.lowerBound)
        let rows = ErrorCode.allCases.map { code in
            "| <a id=\"\(code.rawValue)\"></a>`\(code.rawValue)` | \(code.title) | \(code.httpStatus) "
                + "| \(code.exitStatus.rawValue) |\n"
        }
        let table = "| code | what it is | HTTP | exit |\n|---|---|---|---|\n" + rows.joined()
        let current = page[..<start] + "\n" + table + "\n" + page[end...]
        if ProcessInfo.processInfo.environment["WINNOW_WRITE_GENERATED"] == "1" {
            try Data(current.utf8).write(to: file)
        }
        #expect(try String(contentsOf: file, encoding: .utf8) == String(current))
    }

    @Test("codes are in order, in small letters with hyphens, and no two are explained alike")
    func form() {
        let codes = ErrorCode.allCases.map(\.rawValue)
        #expect(codes == codes.sorted())
        for code in codes { #expect(code.wholeMatch(of: /[a-z]+(-[a-z]+)*/) != nil, "\(code)") }
        #expect(Set(ErrorCode.allCases.map(\.title)).count == codes.count)
    }

    @Test("a failure is never told as a success, neither to programs nor to shells")
    func failures() {
        for code in ErrorCode.allCases {
            #expect((400..<600).contains(code.httpStatus), "\(code.rawValue)")
            #expect(code.exitStatus != .done, "\(code.rawValue)")
        }
    }

    @Test("every code is used")
    func used() throws {
        let files = FileManager.default.enumerator(
            at: Self.root.appending(path: "Sources"),
            includingPropertiesForKeys: nil
        )
        // Every name behind a dot.
        var used: Set<Substring> = []
        for case let file as URL in try #require(files)
        where file.pathExtension == "swift" && !file.lastPathComponent.hasPrefix("ErrorCode") {
            let source = try String(contentsOf: file, encoding: .utf8)
            for part in source.split(separator: ".", omittingEmptySubsequences: false).dropFirst() {
                used.insert(part.prefix { $0.isLetter })
            }
        }
        for code in ErrorCode.allCases { #expect(used.contains("\(code)"), "\(code)") }
    }
}
