import Foundation
import Testing
import WinnowDomain
import WinnowTestSupport

/// The built executable, run as a user runs it.
struct Winnow {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// Beside the executable of the tests.
    static let executable = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
        .appending(path: "winnow")

    static let tickets = root.appending(path: "examples/support-tickets/tickets.jsonl").path
    static let ticketQueue = root.appending(path: "queues/support-tickets.yaml").path

    /// What a run left.
    struct Outcome {
        let status: Int32
        let output: String
        let errors: String

        var json: JSON? { try? JSONReader.read(output) }
    }

    private let folder: TemporaryFolder
    let data: URL

    init() throws {
        folder = try TemporaryFolder()
        data = folder.url.appending(path: "data")
    }

    /// A path in the test's own folder.
    func path(_ name: String) -> String { folder.url.appending(path: name).path }

    @discardableResult
    func write(_ text: String, to name: String) throws -> String {
        try Data(text.utf8).write(to: URL(filePath: path(name)))
        return path(name)
    }

    /// Runs to the end.
    func callAsFunction(_ arguments: String..., input: String = "") throws -> Outcome {
        try run(arguments, input: input)
    }

    func run(_ arguments: [String], input: String = "") throws -> Outcome {
        let running = try start(arguments, input: input)
        return try running.wait()
    }

    /// Starts without waiting.
    func start(_ arguments: [String], input: String = "") throws -> Running {
        try Running(executable: Winnow.executable, arguments: arguments, folder: folder.url, data: data, input: input)
    }

    /// Runs and expects success.
    @discardableResult
    func succeed(_ arguments: String..., input: String = "") throws -> Outcome {
        let outcome = try run(arguments, input: input)
        try #require(outcome.status == 0, "winnow \(arguments.joined(separator: " ")): \(outcome.errors)")
        return outcome
    }
}

/// A process that goes on.
struct Running {
    private let process = Process()
    private let output: URL
    private let errors: URL

    fileprivate init(executable: URL, arguments: [String], folder: URL, data: URL, input: String) throws {
        let name = UUID().uuidString
        output = folder.appending(path: "\(name).out")
        errors = folder.appending(path: "\(name).err")
        let source = folder.appending(path: "\(name).in")
        try Data(input.utf8).write(to: source)
        for file in [output, errors] { try Data().write(to: file) }
        process.executableURL = executable
        process.arguments = arguments
        process.currentDirectoryURL = folder
        process.environment = ["WINNOW_DATA": data.path, "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "USER": "tester"]
        // Files, not pipes: a pipe that nobody reads would stop the process.
        process.standardInput = try FileHandle(forReadingFrom: source)
        process.standardOutput = try FileHandle(forWritingTo: output)
        process.standardError = try FileHandle(forWritingTo: errors)
        try process.run()
    }

    var isRunning: Bool { process.isRunning }
    /// What it has written so far.
    var outputByteCount: Int { (try? output.resourceValues(forKeys: [.fileSizeKey]).fileSize) ?? 0 }

    var outputSoFar: String { (try? String(contentsOf: output, encoding: .utf8)) ?? "" }

    /// Asks it to end, and waits until it has.
    func terminate() {
        guard process.isRunning else { return }
        process.terminate()
        process.waitUntilExit()
    }

    /// Ends it as a power cut would.
    func kill() { signal(SIGKILL) }

    func signal(_ number: Int32) { _ = Glibc.kill(process.processIdentifier, number) }

    /// Waits until it has written a text, to either stream.
    ///
    /// - Returns: False when it ended without.
    func hasWritten(_ text: String) -> Bool {
        func isThere() -> Bool {
            [output, errors].contains { (try? String(contentsOf: $0, encoding: .utf8))?.contains(text) ?? false }
        }
        while process.isRunning {
            if isThere() { return true }
            usleep(20_000)
        }
        return isThere()
    }

    func wait() throws -> Winnow.Outcome {
        process.waitUntilExit()
        return Winnow.Outcome(
            status: process.terminationStatus,
            output: String(decoding: try Data(contentsOf: output), as: UTF8.self),
            errors: String(decoding: try Data(contentsOf: errors), as: UTF8.self)
        )
    }
}
