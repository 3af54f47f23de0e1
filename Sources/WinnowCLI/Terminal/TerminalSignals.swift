internal import Foundation

/// Signals as events, while somebody listens.
final class TerminalSignals {
    enum Signal: Sendable {
        case resized
        /// Somebody wants the process stopped: `kill -TSTP`.
        case stop
        case continued
        /// The process has to end, by this signal.
        case end(Int32)
    }

    private let sources: [any DispatchSourceSignal]

    convenience init(receive: @escaping @Sendable (Signal) -> Void) {
        self.init(
            [(SIGWINCH, .resized), (SIGTSTP, .stop), (SIGCONT, .continued)] + Self.endings.map { ($0, .end($0)) },
            receive
        )
    }

    /// Only those by which the process has to end.
    convenience init(ofEnding receive: @escaping @Sendable (Int32) -> Void) {
        self.init(Self.endings.map { ($0, .end($0)) }) { signal in
            if case .end(let number) = signal { receive(number) }
        }
    }

    private static let endings = [SIGINT, SIGTERM, SIGHUP]

    private init(_ wanted: [(Int32, Signal)], _ receive: @escaping @Sendable (Signal) -> Void) {
        let queue = DispatchQueue(label: "winnow.signals")
        sources = wanted.map { number, signal in
            let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
            source.setEventHandler { receive(signal) }
            source.resume()
            return source
        }
    }

    func stop() {
        for source in sources { source.cancel() }
    }

    /// Does to this process what a signal does when nobody listens to it.
    ///
    /// - Parameter isForGroup: Whether the other processes of the job get it too, as from the terminal.
    static func raise(_ number: Int32, isForGroup: Bool = false) {
        var standard = sigaction()
        standard.__sigaction_handler.sa_handler = SIG_DFL
        var old = sigaction()
        sigaction(number, &standard, &old)
        var set = sigset_t()
        sigemptyset(&set)
        sigaddset(&set, number)
        var oldSet = sigset_t()
        pthread_sigmask(SIG_UNBLOCK, &set, &oldSet)
        kill(isForGroup ? 0 : getpid(), number)
        // Another thread may be the one that takes it: until then nobody may listen again.
        usleep(50_000)
        pthread_sigmask(SIG_SETMASK, &oldSet, nil)
        sigaction(number, &old, nil)
    }
}
