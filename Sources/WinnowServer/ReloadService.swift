internal import Logging
internal import ServiceLifecycle
internal import UnixSignals
internal import WinnowEngine

/// What came of reading again what the operator keeps outside the data folder.
package struct ReloadNote: Hashable, Sendable {
    let text: String
    /// Something was not taken over; what was there before stays.
    let isProblem: Bool

    package init(_ text: String, isProblem: Bool = false) {
        self.text = text
        self.isProblem = isProblem
    }
}

/// Reads the operator's files again whenever the process gets SIGHUP, and says in the log what is different.
struct ReloadService: Service {
    let signals: UnixSignalsSequence
    let reload: @Sendable () async -> [ReloadNote]
    let loops: QueueLoops
    let logger: Logger

    func run() async {
        for await _ in signals.cancelOnGracefulShutdown() {
            for note in await reload() { logger.log(level: note.isProblem ? .error : .notice, "\(note.text)") }
            await loops.refresh()
        }
    }
}
