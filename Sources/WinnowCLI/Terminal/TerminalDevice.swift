internal import Foundation
internal import Synchronization

/// The terminal that somebody sits at: its modes, its size, and the way to write to it.
///
/// `enter` and `leave` can be called at any time and from any thread; the terminal is left as it was found.
final class TerminalDevice: Sendable {
    let input: Int32
    let output: Int32
    let capabilities: TerminalCapabilities
    /// The modes that were found; nil while they are in force.
    private let found = Mutex<termios?>(nil)
    /// Set when the process has to end now, however long the terminal takes nothing.
    private let isAbandoned = Atomic(false)
    private let writing = DispatchQueue(label: "winnow.terminal")

    init(
        input: Int32 = STDIN_FILENO,
        output: Int32 = STDOUT_FILENO,
        capabilities: TerminalCapabilities = TerminalCapabilities(environment: ProcessInfo.processInfo.environment)
    ) {
        self.input = input
        self.output = output
        self.capabilities = capabilities
    }

    /// The terminal of the standard input; where the standard output is something else, such as a file for the result,
    /// the form is drawn on the terminal that the process belongs to.
    static func ofPerson() -> TerminalDevice {
        guard isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 0 else { return TerminalDevice() }
        let own = open("/dev/tty", O_RDWR | O_CLOEXEC)
        return own < 0 ? TerminalDevice() : TerminalDevice(output: own)
    }

    var isTerminal: Bool { isatty(input) == 1 && isatty(output) == 1 }

    var size: TerminalSize {
        var window = winsize()
        guard ioctl(output, UInt(TIOCGWINSZ), &window) == 0, window.ws_col > 0, window.ws_row > 0 else {
            return .standard
        }
        return TerminalSize(columns: Int(window.ws_col), rows: Int(window.ws_row))
    }

    /// Keys one by one, nothing echoed, the form's own screen.
    func enter() {
        setRaw()
        guard capabilities.canMoveCursor else { return }
        // Own screen, no wrapping at the right edge, pasted text marked as such.
        write((capabilities.hasAlternateScreen ? "\u{1b}[?1049h" : "") + "\u{1b}[?7l\u{1b}[?2004h\u{1b}[2J")
    }

    /// Back to how the terminal was found; nothing when it is that already.
    func leave() {
        let isRaw = found.withLock { $0 != nil }
        guard isRaw else { return }
        if capabilities.canMoveCursor {
            let end = capabilities.hasAlternateScreen ? "\u{1b}[?1049l" : "\u{1b}[2J\u{1b}[H"
            write("\u{1b}[0m\u{1b}[?2004l\u{1b}[?7h\(end)\u{1b}[?25h")
        }
        restoreModes()
    }

    /// Only the modes: for when the terminal takes nothing any more.
    func restoreModes() {
        let when = isAbandoned.load(ordering: .relaxed) ? TCSANOW : TCSADRAIN
        found.withLock { modes in
            if var old = modes { _ = tcsetattr(input, when, &old) }
            modes = nil
        }
    }

    private func setRaw() {
        found.withLock { modes in
            var current = termios()
            guard tcgetattr(input, &current) == 0 else { return }
            if modes == nil { modes = current }
            cfmakeraw(&current)
            _ = tcsetattr(input, TCSADRAIN, &current)
        }
    }

    /// Gives up on a terminal that takes nothing, so that the process can end.
    func abandon() {
        isAbandoned.store(true, ordering: .relaxed)
    }

    /// Writes on a thread that may wait, so that a slow line holds nothing else up.
    func write(_ bytes: [UInt8]) async {
        if bytes.isEmpty { return }
        await withCheckedContinuation { continuation in
            writing.async {
                self.writeNow(bytes)
                continuation.resume()
            }
        }
    }

    private func write(_ text: String) {
        writeNow(Array(text.utf8))
    }

    private func writeNow(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes { buffer in
            var rest = UnsafeRawBufferPointer(buffer)
            while !rest.isEmpty {
                // A stopped terminal is asked again and again; in between the process may have to end.
                var request = pollfd(fd: output, events: Int16(POLLOUT), revents: 0)
                let isLast = isAbandoned.load(ordering: .relaxed)
                let ready = poll(&request, 1, isLast ? 0 : 250)
                if isLast, ready == 0 { return }
                if ready == 0 || (ready < 0 && errno == EINTR) { continue }
                let count = Foundation.write(output, rest.baseAddress, rest.count)
                if count < 0, errno == EINTR || errno == EAGAIN { continue }
                // A terminal that is gone: the reader notices too, and the form ends.
                guard count > 0 else { return }
                rest = UnsafeRawBufferPointer(rebasing: rest[count...])
            }
        }
    }
}
