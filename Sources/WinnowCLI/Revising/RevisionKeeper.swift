internal import Foundation
internal import Synchronization

/// Sees to it that a text which is being written is not lost when the process has to end.
final class RevisionKeeper: Sendable {
    private struct State {
        var file: RevisionFile?
        /// Whether there is something in it that is stored nowhere.
        var isUnsaved = false
        var isEditing = false
        var editedUntil: ContinuousClock.Instant?
    }

    private let state = Mutex(State())
    private let terminal: TerminalDevice

    init(_ terminal: TerminalDevice) { self.terminal = terminal }

    func open(_ file: RevisionFile) { state.withLock { $0 = State(file: file) } }

    func beginEditing() {
        // What the editor has written by the time that the process has to end is not known.
        state.withLock { ($0.isEditing, $0.isUnsaved) = (true, true) }
    }

    func endEditing(isUnsaved: Bool) {
        state.withLock { ($0.isEditing, $0.isUnsaved, $0.editedUntil) = (false, isUnsaved, .now) }
    }

    /// Lets the file go, and removes it unless it is to be kept.
    func close(keeping isKept: Bool = false) {
        let file = state.withLock { state in
            defer { state = State() }
            return state.file
        }
        if !isKept { file?.remove() }
    }

    /// Ends the process by a signal that it was sent.
    func end(by number: Int32) {
        let (file, isUnsaved, isEditors) = state.withLock { ($0.file, $0.isUnsaved, Self.isEditors(number, $0)) }
        if isEditors { return }
        if let file, isUnsaved {
            try? Console.write("\n\(Self.notice(file))\n", to: terminal.output)
        } else {
            file?.remove()
        }
        TerminalSignals.raise(number)
    }

    static func notice(_ file: RevisionFile) -> String { "Nothing is stored. What you wrote is in \(file.path)." }

    /// Whether it was meant for the editor. Ctrl-C reaches both, and which of them is told first is chance: an editor may be
    /// closed by it before this process knows.
    private static func isEditors(_ number: Int32, _ state: State) -> Bool {
        guard number == SIGINT else { return false }
        return state.isEditing || state.editedUntil.map { .now - $0 < .milliseconds(300) } ?? false
    }
}
