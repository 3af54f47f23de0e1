internal import Foundation
internal import Synchronization

/// Shows how far a long job is: a bar that is drawn again on a terminal, a line a second elsewhere, nothing when quiet.
///
/// Always on the standard error, from any thread.
final class ProgressLine: Sendable {
    private struct State {
        var shownAt: ContinuousClock.Instant?
        var hasBar = false
    }

    private let title: String
    private let isQuiet: Bool
    private let isTerminal: Bool
    private let start = ContinuousClock.now
    private let state = Mutex(State())

    init(_ title: String, console: Console) {
        self.title = title
        isQuiet = console.isQuiet
        let term = ProcessInfo.processInfo.environment["TERM"] ?? ""
        // A terminal that cannot erase its line gets a line a second, as a file does.
        isTerminal = isatty(STDERR_FILENO) == 1 && !term.isEmpty && term != "dumb"
    }

    /// Shows a state, unless one was shown just now.
    ///
    /// - Parameters:
    ///   - fraction: 0…1, nil when it is not known how much there is.
    ///   - detail: What stands behind the bar.
    func show(_ fraction: Double?, _ detail: @autoclosure () -> String) {
        if isQuiet { return }
        let fraction = fraction.map { min(1, max(0, $0)) }
        let now = ContinuousClock.now
        state.withLock { state in
            let pause: Duration = isTerminal ? .milliseconds(100) : .seconds(1)
            if now - (state.shownAt ?? start) < pause { return }
            state.shownAt = now
            state.hasBar = true
            let detail = detail()
            if isTerminal {
                let line = ProgressLine.fitted(bar(fraction, now, detail), columns: columns)
                try? Console.write("\r\u{1b}[K\(line)", to: STDERR_FILENO)
            } else {
                let share = fraction.map { "\(Int(100 * $0)) % " } ?? ""
                try? Console.write("\(title): \(share)\(detail)\n", to: STDERR_FILENO)
            }
        }
    }

    /// Takes the bar away.
    func finish() {
        state.withLock { state in
            if state.hasBar, isTerminal { try? Console.write("\r\u{1b}[K", to: STDERR_FILENO) }
            state.hasBar = false
        }
    }

    /// The width of the terminal, as it is now.
    private var columns: Int {
        var window = winsize()
        return ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &window) == 0 && window.ws_col > 0 ? Int(window.ws_col) : 80
    }

    /// The part of a line that one row holds: what is wrapped cannot be drawn over.
    static func fitted(_ line: String, columns: Int) -> String {
        var left = columns - 1
        return String(
            line.prefix { character in
                left -= TextWidth.of(character)
                return left >= 0
            }
        )
    }

    private func bar(_ fraction: Double?, _ now: ContinuousClock.Instant, _ detail: String) -> String {
        guard let fraction else { return "\(title)  \(detail)" }
        // In a narrow window the words are worth more than the bar.
        let width = columns < 72 ? 0 : 24
        let full = min(width, max(0, Int(Double(width) * fraction)))
        let bar = String(repeating: "█", count: full) + String(repeating: "░", count: width - full)
        let elapsed = (now - start) / .seconds(1)
        let left = fraction > 0.02 ? " · \(NumberText.seconds(elapsed * (1 - fraction) / fraction)) left" : ""
        return "\(title)\(bar.isEmpty ? "" : " \(bar)") \(Int(100 * fraction)) % · \(detail)\(left)"
    }
}
