internal import Foundation
internal import WinnowDomain

/// Runs an editor in the terminal and waits until it is closed.
struct EditorProcess: Sendable {
    let command: EditorCommand
    let terminal: TerminalDevice

    /// - Returns: The status that it ended with; of one that was ended by a signal 128 and more, as shells say it.
    /// - Throws: `Problem` when there is no shell to run it.
    func edit(_ path: String) async throws -> Int32 {
        try await withCheckedThrowingContinuation { continuation in
            // Waiting takes as long as the person does: not on a thread that others want.
            DispatchQueue.global().async {
                continuation.resume(with: Result { try self.run(path) })
            }
        }
    }

    private func run(_ path: String) throws -> Int32 {
        var modes = termios()
        let isKnown = tcgetattr(terminal.input, &modes) == 0
        let status = try wait(for: try start(path))
        // An editor that broke down may not have put the terminal back.
        if isKnown { tcsetattr(terminal.input, TCSADRAIN, &modes) }
        return status
    }

    /// Foundation's `Process` would put it into a job of its own, which may not read from the terminal.
    private func start(_ path: String) throws -> pid_t {
        var actions = posix_spawn_file_actions_t()
        var attributes = posix_spawnattr_t()
        posix_spawn_file_actions_init(&actions)
        posix_spawnattr_init(&attributes)
        defer {
            posix_spawn_file_actions_destroy(&actions)
            posix_spawnattr_destroy(&attributes)
        }
        // Where the result goes to a file, the editor is to have the terminal all the same.
        posix_spawn_file_actions_adddup2(&actions, terminal.input, STDIN_FILENO)
        posix_spawn_file_actions_adddup2(&actions, terminal.output, STDOUT_FILENO)
        // Threads of this process hold signals back that the editor has to get.
        var (none, usual) = (sigset_t(), sigset_t())
        sigemptyset(&none)
        sigemptyset(&usual)
        for number in [SIGINT, SIGQUIT, SIGTERM, SIGHUP, SIGTSTP, SIGCONT, SIGTTIN, SIGTTOU, SIGPIPE, SIGWINCH] {
            sigaddset(&usual, number)
        }
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setsigdefault(&attributes, &usual)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
        let words = command.arguments(for: path)
        var arguments = words.map { strdup($0) } + [nil]
        var environment = ProcessInfo.processInfo.environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { for word in arguments + environment { free(word) } }
        var process = pid_t()
        let failure = posix_spawn(&process, words[0], &actions, &attributes, &arguments, &environment)
        guard failure == 0 else {
            throw Problem(.system, "\(words[0]) cannot run the editor: \(String(cString: strerror(failure)))")
        }
        return process
    }

    private func wait(for process: pid_t) throws -> Int32 {
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0 {
            guard errno == EINTR else {
                throw Problem(.system, "what became of the editor is not known: \(String(cString: strerror(errno)))")
            }
        }
        let signal = status & 0x7f
        return signal == 0 ? status >> 8 & 0xff : 128 + signal
    }
}
