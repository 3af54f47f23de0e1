internal import ArgumentParser
internal import Foundation
internal import Synchronization
internal import WinnowDomain

struct LabelCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "label",
        abstract: "Label a queue's items in the terminal.",
        discussion: """
            One item at a time, one key for one answer; ? lists the keys. An answer is saved before the next item comes
            up, and the model learns from it meanwhile. Works over ssh, and beside others who label the same queue.
            What was done is said at the end, on the standard output, which may be a file.

            Examples:
              winnow label support-tickets
              winnow label support-tickets --annotator rosa
            """
    )

    @Argument(help: "The queue.")
    var queue: String

    @Option(
        help: ArgumentHelp(
            "Who labels; else your login name, which is added if it is new. With a server it is who has the token.",
            valueName: "name"
        )
    )
    var annotator: String?

    @OptionGroup var data: DataOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let terminal = TerminalDevice.ofPerson()
        guard terminal.isTerminal else {
            throw Problem(
                .noTerminal,
                "the form needs a terminal; for scripts use `winnow import` with labels"
            )
        }
        let access = try await data.labelling(queue, by: annotator, output.console)
        let session = LabellingSession(access: access, terminal: terminal)
        let ending = Mutex<Int32?>(nil)
        let signals = TerminalSignals { signal in
            switch signal {
            case .resized: session.post(.resized)
            case .stop: session.post(.suspend)
            case .continued: session.post(.continued)
            case .end(SIGINT): session.post(.keys([.control("c")]))
            case .end(let number):
                ending.withLock { $0 = number }
                terminal.abandon()
                session.post(.end)
                LabelCommand.endAtLast(number, terminal)
            }
        }
        defer { signals.stop() }
        let report = try await session.run()
        if let number = ending.withLock(\.self) { TerminalSignals.raise(number) }
        try output.console.json(report.json)
        try output.console.result(report.text)
    }

    /// Ends the process when it has not ended by itself: a terminal that takes nothing can hold a write for ever.
    private static func endAtLast(_ number: Int32, _ terminal: TerminalDevice) {
        // Longer than a busy database is waited for.
        DispatchQueue.global().asyncAfter(deadline: .now() + 20) {
            terminal.restoreModes()
            TerminalSignals.raise(number)
        }
    }
}
