import Foundation

/// Files of the repository, for tests that compare what is generated with what is committed.
enum Repository {
    static let root = URL(filePath: #filePath)
        .deletingLastPathComponent()
        .deletingLastPathComponent()
        .deletingLastPathComponent()

    static func text(_ path: String) throws -> String {
        try String(contentsOf: root.appending(path: path), encoding: .utf8)
    }

    /// Whether this run shall write generated files instead of comparing them: `WINNOW_WRITE_GENERATED=1 swift test`.
    static let writesGenerated = ProcessInfo.processInfo.environment["WINNOW_WRITE_GENERATED"] == "1"

    static func write(_ text: String, to path: String) throws {
        try text.write(to: root.appending(path: path), atomically: true, encoding: .utf8)
    }

    /// The YAML blocks of the manual's page that are whole queue files.
    static func documentedExamples() throws -> [String] {
        let page = try text("docs/queue-file.md")
        let blocks = page.components(separatedBy: "```yaml\n").dropFirst().compactMap { part in
            part.components(separatedBy: "```").first
        }
        return blocks.filter { $0.hasPrefix("version:") }
    }
}
