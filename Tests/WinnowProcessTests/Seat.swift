import Foundation
import Glibc

/// A terminal that somebody sits at, with the executable in its foreground.
final class Seat {
    private let master: Int32
    private let process = Process()
    private(set) var shown = ""

    /// - Parameters:
    ///   - output: A file that the standard output goes to; else the terminal.
    ///   - environment: Beside or instead of what there is by itself.
    init(
        _ winnow: Winnow,
        _ arguments: [String],
        output: String? = nil,
        environment: [String: String] = [:]
    ) throws {
        var (master, slave) = (Int32(-1), Int32(-1))
        var window = winsize(ws_row: 24, ws_col: 80, ws_xpixel: 0, ws_ypixel: 0)
        guard openpty(&master, &slave, nil, nil, &window) == 0 else { throw POSIXError(.EIO) }
        self.master = master
        let terminal = FileHandle(fileDescriptor: slave, closeOnDealloc: true)
        // A session of its own, whose terminal is this one.
        process.executableURL = URL(filePath: "/usr/bin/setsid")
        process.arguments = ["--ctty", "--wait", Winnow.executable.path] + arguments
        process.environment = [
            "WINNOW_DATA": winnow.data.path, "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "TERM": "xterm",
        ].merging(environment) { $1 }
        process.standardInput = terminal
        process.standardError = terminal
        if let output {
            try Data().write(to: URL(filePath: output))
            process.standardOutput = try FileHandle(forWritingTo: URL(filePath: output))
        } else {
            process.standardOutput = terminal
        }
        try process.run()
    }

    deinit { close(master) }

    func type(_ text: String) {
        let bytes = Array(text.utf8)
        _ = write(master, bytes, bytes.count)
    }

    /// Types, and reads until that has brought a text up.
    func type(_ text: String, until answer: String) -> Bool {
        shown = ""
        type(text)
        return wait(for: answer)
    }

    /// Reads until the terminal was sent a text, or nothing more comes.
    @discardableResult
    func wait(for text: String? = nil) -> Bool {
        var buffer = [UInt8](repeating: 0, count: 65536)
        // A form that never shows it must not hold up all tests.
        var patience = 600
        while text.map({ !shown.contains($0) }) ?? true {
            var request = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
            // The test's own end of the terminal stays open, so that its end is none: the process is asked.
            if poll(&request, 1, 100) == 0 {
                patience -= 1
                if process.isRunning, patience > 0 { continue }
                return false
            }
            let count = read(master, &buffer, buffer.count)
            guard count > 0 else { return false }
            shown += String(decoding: buffer[..<count], as: UTF8.self)
        }
        return true
    }

    /// Waits for the end.
    func status() -> Int32 {
        process.waitUntilExit()
        return process.terminationStatus
    }
}
