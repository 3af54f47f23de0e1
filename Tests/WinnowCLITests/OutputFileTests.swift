import Foundation
import Testing
import WinnowTestSupport

@testable import WinnowCLI

@Suite struct OutputFileTests {
    /// Whether the file system has files without a name.
    private static let hasNameless: Bool = {
        let opened = open(NSTemporaryDirectory(), 0o20_000_000 | O_DIRECTORY | O_WRONLY, 0o600)
        if opened >= 0 { close(opened) }
        return opened >= 0
    }()

    @Test(
        "a file that is being written has no name, so that one of a killed process leaves nothing; then it takes its place",
        .enabled(if: hasNameless)
    )
    func nameless() throws {
        let folder = try TemporaryFolder()
        let path = folder.path("labels.jsonl")
        func names() throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: folder.url.path) }
        for text in ["first", "second"] {
            let before = try names()
            let file = try OutputFile(path: path)
            try Console.write(text, to: file.descriptor)
            #expect(try names() == before)
            try file.finish()
            #expect(try names() == ["labels.jsonl"])
            #expect(try String(contentsOfFile: path, encoding: .utf8) == text)
        }
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        #expect(mode == 0o644)
    }

    @Test("a file that is not finished is not there, and what stood in its place stays")
    func unfinished() throws {
        let folder = try TemporaryFolder()
        let path = folder.path("labels.jsonl")
        try Data("old".utf8).write(to: URL(filePath: path))
        do {
            let file = try OutputFile(path: path)
            try Console.write("new", to: file.descriptor)
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path) == ["labels.jsonl"])
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "old")
    }
}
