import Foundation
import Testing
import WinnowDomain

/// `winnow model export` from the command line.
@Suite struct ModelExportTests {
    private let winnow: Winnow

    init() throws {
        winnow = try Winnow()
    }

    /// The example's queue with a model.
    private func train(_ classifier: String = "logistic-regression.v1") throws {
        let lines = try String(contentsOfFile: Winnow.ticketQueue, encoding: .utf8)
            .split(separator: "\n", omittingEmptySubsequences: false)
            .map { $0.hasPrefix("classifier:") ? "classifier: {id: \(classifier)}" : String($0) }
        let text = lines.joined(separator: "\n")
        let named = text.contains("\nclassifier:") ? text : text + "\nclassifier: {id: \(classifier)}\n"
        try winnow.succeed("queue", "create", try winnow.write(named, to: "support-tickets.yaml"))
        try winnow.succeed("import", "support-tickets", Winnow.tickets)
        try winnow.succeed("retrain", "support-tickets", "--wait", "300")
    }

    @Test("a file is written as its name or --format says, whole or not at all")
    func files() throws {
        try train()
        let (onnx, json) = (winnow.path("model.onnx"), winnow.path("model.json"))
        let written = try winnow.succeed("model", "export", "support-tickets", "--output", onnx, "--json")
        #expect(written.json?["format"] == "onnx" && written.json?["version"]?.scalarText == "1")
        let bytes = try Data(contentsOf: URL(filePath: onnx))
        #expect(written.json?["bytes"]?.scalarText == "\(bytes.count)")
        try winnow.succeed("model", "export", "support-tickets", "--output", json)
        let printed = try winnow.succeed("model", "export", "support-tickets", "--format", "json", "--model", "v1")
        #expect(try String(contentsOfFile: json, encoding: .utf8) == printed.output)
        #expect(printed.json?["queue"] == "support-tickets" && printed.json?["classifier"] != nil)
        // What is there stays when there is nothing to put in its place.
        #expect(try winnow("model", "export", "support-tickets", "--model", "9", "--output", onnx).status == 66)
        #expect(try Data(contentsOf: URL(filePath: onnx)) == bytes)
        #expect(try winnow("model", "export", "support-tickets", "--format", "pmml").status == 64)
        #expect(try winnow("model", "export", "support-tickets", "--json").status == 64)
    }

    @Test("a model without weights is refused with the way out, and leaves no file")
    func neighbours() throws {
        try train("knn.v1")
        let path = winnow.path("model.onnx")
        let outcome = try winnow("model", "export", "support-tickets", "--output", path)
        #expect(outcome.status == 64 && outcome.errors.contains("name another classifier"))
        #expect(!FileManager.default.fileExists(atPath: path))
    }

    /// A Python with numpy and onnxruntime, see `Tests/Models/compare.sh`.
    private static let python = ProcessInfo.processInfo.environment["WINNOW_MODEL_PYTHON"]

    @Test(
        "onnxruntime makes of exported models what `winnow predict` says, to 1e-5",
        .enabled(if: python != nil, "skipped: WINNOW_MODEL_PYTHON names no Python with onnxruntime")
    )
    func onnxruntime() throws {
        let compare = Winnow.root.appending(path: "Tests/Models/compare.py").path
        let process = Process()
        process.executableURL = URL(filePath: try #require(Self.python))
        process.arguments = [
            compare, Winnow.executable.path, winnow.path("models"), "temperature", "platt", "network", "several", "lsa",
        ]
        let output = Pipe()
        process.standardOutput = output
        process.standardError = output
        try process.run()
        let said = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        #expect(process.terminationStatus == 0, "\(said)")
    }
}
