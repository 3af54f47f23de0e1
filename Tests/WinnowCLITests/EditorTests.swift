import Foundation
import Testing
import WinnowDomain

@testable import WinnowCLI

@Suite struct EditorTests {
    private func editor(_ environment: [String: String], _ programs: Set<String> = []) throws -> String {
        try EditorCommand(environment: environment) { programs.contains($0) }.text
    }

    @Test("VISUAL counts before EDITOR, and these before what is found")
    func order() throws {
        #expect(try editor(["VISUAL": "code --wait", "EDITOR": "ed"]) == "code --wait")
        #expect(try editor(["VISUAL": " ", "EDITOR": "ed"], ["vi"]) == "ed")
        #expect(try editor([:], ["nano", "vi"]) == "vi")
        #expect(try editor([:], ["nano"]) == "nano")
    }

    @Test("without any editor it is said how to name one")
    func none() {
        do {
            _ = try editor(["EDITOR": ""])
            Issue.record("an editor was found")
        } catch {
            #expect((error as? Problem)?.status == .usage)
            #expect((error as? Problem)?.message.contains("export EDITOR=nano") == true)
        }
    }

    @Test("an editor may have arguments, and the file is one word to it")
    func arguments() throws {
        let command = try EditorCommand(environment: ["EDITOR": "ed -s"]) { _ in false }
        #expect(command.arguments(for: "/tmp/a b") == ["/bin/sh", "-c", "ed -s \"$@\"", "ed -s", "/tmp/a b"])
    }

    @Test("the editor runs in the terminal, and its status comes back, also of one that a signal ended")
    func running() async throws {
        let terminal = try Terminal()
        let device = TerminalDevice(input: terminal.slave, output: terminal.slave, capabilities: .full)
        let modes = terminal.localModes
        for (script, status) in [("test -t 0 -a -t 1 && true", 0), ("exit 3 #", 3), ("kill -9 $$ #", 137)] {
            let command = try EditorCommand(environment: ["EDITOR": script]) { _ in false }
            #expect(try await EditorProcess(command: command, terminal: device).edit("1") == status, "\(script)")
        }
        let careless = try EditorCommand(environment: ["EDITOR": "stty raw -echo #"]) { _ in false }
        #expect(try await EditorProcess(command: careless, terminal: device).edit("x") == 0)
        #expect(terminal.localModes == modes)
        terminal.hangUp()
    }

    @Test("the file is for nobody else to read, and goes with all that the editor put beside it")
    func file() throws {
        let file = try RevisionFile("a text\n")
        let folder = URL(filePath: file.path).deletingLastPathComponent().path
        func mode(_ path: String) throws -> Int? {
            try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        }
        #expect(try mode(file.path) == 0o600)
        #expect(try mode(folder) == 0o700)
        #expect(try file.read() == "a text\n")
        try Data([0xff]).write(to: URL(filePath: file.path + "~"))
        try Data([0x61, 0xff]).write(to: URL(filePath: file.path))
        #expect(throws: Problem.self) { _ = try file.read() }
        try FileManager.default.removeItem(atPath: file.path)
        #expect(throws: Problem.self) { _ = try file.read() }
        file.remove()
        #expect(!FileManager.default.fileExists(atPath: folder))
    }

    @Test("what is typed comes line by line, also when it is typed ahead")
    func typed() async throws {
        let terminal = try Terminal()
        let lines = TypedLines(terminal.slave)
        terminal.type("one\ntwo\n\n\u{4}")
        #expect(await lines.next() == "one")
        #expect(await lines.next() == "two")
        #expect(await lines.next() == "")
        #expect(await lines.next() == nil)
        terminal.hangUp()
    }
}
