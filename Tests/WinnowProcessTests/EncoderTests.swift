import Foundation
import Testing
import WinnowDomain
import WinnowTestSupport

/// Encoders from the command line.
@Suite struct EncoderTests {
    private let winnow: Winnow

    init() throws {
        winnow = try Winnow()
    }

    /// Words of the example's messages.
    private static let words: [String] = {
        let text = (try? String(contentsOfFile: Winnow.tickets, encoding: .utf8))?.lowercased() ?? ""
        return Set(text.split { !($0.isASCII && $0.isLetter) }.map(String.init)).sorted()
    }()

    private func model(_ name: String, seed: UInt64 = 1) throws -> String {
        let folder = URL(filePath: winnow.path(name), directoryHint: .isDirectory)
        try StaticModel.write(to: folder, words: Self.words, seed: seed)
        return folder.path
    }

    /// The example's queue with an encoder as its only features.
    private func queue(_ model: String, id: String = "static.v1") throws -> String {
        let lines = try String(contentsOfFile: Winnow.ticketQueue, encoding: .utf8)
            .split(separator: "\n", omittingEmptySubsequences: false)
            .filter { !$0.hasPrefix("  - {id:") }
            .map { $0 == "features:" ? "features: [{id: \(id), model: \(model)}]" : String($0) }
        return try winnow.write(lines.joined(separator: "\n"), to: "support-tickets.yaml")
    }

    @Test("an encoder is added, listed, checked, measured, asked and removed")
    func life() throws {
        #expect(try winnow.succeed("encoder", "list").errors.contains("no encoders yet"))
        let added = try winnow.succeed("encoder", "add", try model("words"), "--json")
        #expect(added.json?["name"] == "words" && added.json?["columns"]?.scalarText == "12")
        #expect(try winnow("encoder", "add", winnow.path("words")).status == 73)
        try winnow.succeed("encoder", "add", winnow.path("words"), "--replace")
        #expect(try winnow.succeed("encoder", "list").output.contains("static.v1"))
        try winnow.succeed("encoder", "check", "words")
        let bench = try winnow.succeed("encoder", "bench", "words", "--seconds", "0.1", "--json")
        guard case .array(let figures)? = bench.json else {
            Issue.record("no list")
            return
        }
        #expect(figures.count == 1)
        let vectors = try winnow.succeed("encoder", "vectors", "words", "-", input: "the invoice\n\nthe invoice\n")
        let lines = vectors.output.split(separator: "\n")
        #expect(lines.count == 3 && lines[0] == lines[2] && lines[0] != lines[1])
        let file = try winnow.write(vectors.output, to: "vectors.jsonl")
        try winnow.succeed("encoder", "check", "words", "--against", file)
        try winnow.succeed("encoder", "remove", "words")
        #expect(try winnow("encoder", "check", "words").status == 66)
    }

    @Test("what cannot be an encoder is refused with the reason, and leaves nothing behind")
    func refused() throws {
        #expect(try winnow("encoder", "add", winnow.path("nowhere")).status == 66)
        let folder = try model("damaged")
        for (file, text) in [("config.json", "{"), ("tokenizer.json", "[]"), ("model.safetensors", "short")] {
            let broken = winnow.path("broken-\(file)")
            try FileManager.default.copyItem(atPath: folder, toPath: broken)
            try Data(text.utf8).write(to: URL(filePath: broken).appending(path: file))
            let outcome = try winnow("encoder", "add", broken)
            #expect(outcome.status == 65 && outcome.errors.contains(file), "\(outcome.errors)")
        }
        #expect(try winnow("encoder", "add", folder, "--name", "../x").status == 64)
        let encoders = winnow.data.appending(path: "encoders").path
        #expect(((try? FileManager.default.contentsOfDirectory(atPath: encoders)) ?? []).isEmpty)
        #expect(try winnow("encoder", "fetch", "nonsense").status == 66)
    }

    @Test("a queue of an encoder is encoded once, trained, ranked, evaluated, explained by check and doctor")
    func queue() throws {
        let file = try queue("words")
        try winnow.succeed("queue", "create", file)
        try winnow.succeed("import", "support-tickets", Winnow.tickets)
        let missing = try winnow("retrain", "support-tickets")
        #expect(missing.status == 66 && missing.errors.contains("winnow encoder fetch words"), "\(missing.errors)")
        #expect(try winnow("doctor").output.contains("words missing"))
        try winnow.succeed("encoder", "add", try model("words"))
        let encoded = try winnow.succeed("encode", "support-tickets", "--json")
        #expect(encoded.json?["encoded"]?.scalarText == "406")
        #expect(try winnow("encode", "support-tickets").status == 2)
        try winnow.succeed("retrain", "support-tickets")
        try winnow.succeed("evaluate", "support-tickets")
        #expect(try !winnow.succeed("predict", "support-tickets", Winnow.tickets).output.isEmpty)
        try winnow.succeed("simulate", file, "--oracle", Winnow.tickets, "--labels", "60", "--seeds", "1")
        try winnow.succeed("check")
        // Damage to the model is named; what it made is still there.
        let weights = winnow.data.appending(path: "encoders/words/model.safetensors")
        var data = try Data(contentsOf: weights)
        data[data.count - 3] ^= 1
        try data.write(to: weights)
        let check = try winnow("check")
        #expect(check.status == 65 && (check.output + check.errors).contains("encoder-damaged"))
    }

    @Test("an encoding that is killed goes on where it was")
    func killed() throws {
        try winnow.succeed("queue", "create", try queue("words"))
        let records = (0..<30_000).map { "{\"id\": \"\($0)\", \"subject\": \"invoice \($0)\", \"body\": \"please\"}" }
        try winnow.succeed("import", "support-tickets", winnow.write(records.joined(separator: "\n"), to: "many.jsonl"))
        try winnow.succeed("encoder", "add", try model("words"))
        let running = try winnow.start(["encode", "support-tickets"])
        let vectors = winnow.data.appending(path: "vectors")
        var keys = 0
        while running.isRunning, keys < 100_000 {
            let files = FileManager.default.enumerator(at: vectors, includingPropertiesForKeys: [.fileSizeKey])
            let file = files?.compactMap { $0 as? URL }.first { $0.lastPathComponent == "keys" }
            keys = (try? file?.resourceValues(forKeys: [.fileSizeKey]).fileSize) ?? 0
        }
        running.kill()
        _ = try running.wait()
        let rest = try winnow("encode", "support-tickets", "--json")
        let encoded = rest.json?["encoded"]?.scalarText.flatMap { Int($0) } ?? 0
        #expect(encoded < 30_000)
        #expect(try winnow("encode", "support-tickets").status == 2)
    }

    @Test("a model is fetched from an address, and a download that broke off goes on")
    func fetched() throws {
        let folder = try model("site")
        let port = Int.random(in: 20_000...60_000)
        let server = Process()
        server.executableURL = URL(filePath: "/usr/bin/env")
        // It ends by itself if nobody ends it.
        let code = """
            import runpy, signal, sys
            signal.alarm(300)
            sys.argv = ["http.server", "\(port)", "--bind", "127.0.0.1", "--directory", "\(folder)"]
            runpy.run_module("http.server", run_name="__main__")
            """
        server.arguments = ["python3", "-c", code]
        server.standardError = FileHandle.nullDevice
        server.standardOutput = FileHandle.nullDevice
        try server.run()
        // Other tests make this process, and so its children, deaf to SIGTERM.
        defer { kill(server.processIdentifier, SIGKILL) }
        let address = "http://127.0.0.1:\(port)"
        // Half of the weights are there from a former call; Python's server does not resume, so they come whole.
        let half = winnow.data.appending(path: "encoders/.fetching-words")
        try FileManager.default.createDirectory(at: half, withIntermediateDirectories: true)
        try Data("half".utf8).write(to: half.appending(path: "model.safetensors.part"))
        var outcome = try winnow("encoder", "fetch", "words", "--from", address)
        for _ in 0..<50 where outcome.status == 69 {
            Thread.sleep(forTimeInterval: 0.1)
            outcome = try winnow("encoder", "fetch", "words", "--from", address)
        }
        #expect(outcome.status == 0, "\(outcome.errors)")
        try winnow.succeed("encoder", "check", "words")
        let wrong = try winnow("encoder", "fetch", "other", "--from", address, "--sha256", "00ff")
        #expect(wrong.status == 65 && wrong.errors.contains("SHA-256"))
        #expect(try winnow("encoder", "fetch", "third", "--from", "\(address)/nowhere").status == 69)
    }

    /// The folder of the real all-MiniLM-L6-v2, see `scripts/encoder-references`.
    static let miniLM = ProcessInfo.processInfo.environment["WINNOW_ENCODER"]

    @Test(
        "the vectors of all-MiniLM-L6-v2 are those of sentence-transformers",
        .enabled(if: miniLM != nil, "skipped: WINNOW_ENCODER names no folder")
    )
    func golden() throws {
        try winnow.succeed("encoder", "add", try #require(Self.miniLM), "--name", "all-MiniLM-L6-v2")
        let outcome = try winnow.succeed("encoder", "check", "all-MiniLM-L6-v2")
        #expect(outcome.output.contains("f32 with sentence-transformers"))
        #expect(outcome.output.contains("bf16 with sentence-transformers"))
    }
}
