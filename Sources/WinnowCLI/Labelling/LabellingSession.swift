internal import Foundation
internal import WinnowDomain
internal import WinnowEngine

/// Runs the form on a terminal: the shell around `LabellingForm` that draws it and carries its actions out.
final class LabellingSession: Sendable {
    /// Something that reaches the session from outside.
    enum Input: Sendable {
        case form(FormEvent)
        /// Drawn once for all of them.
        case keys([Key])
        case resized
        /// Stop the process as Ctrl-Z does.
        case suspend
        /// The process was stopped and goes on.
        case continued
        /// End soon, with nobody left to ask.
        case end
    }

    let access: any LabellingAccess
    private let clock: any WallClock = SystemClock()
    private let terminal: TerminalDevice
    private let stopProcess: @Sendable () -> Void
    private let inputs: AsyncStream<Input>
    private let inbox: AsyncStream<Input>.Continuation

    /// - Parameter stopProcess: Stops the process and returns when it goes on.
    init(
        access: any LabellingAccess,
        terminal: TerminalDevice,
        stopProcess: @escaping @Sendable () -> Void = { TerminalSignals.raise(SIGTSTP, isForGroup: true) }
    ) {
        self.access = access
        self.terminal = terminal
        self.stopProcess = stopProcess
        (inputs, inbox) = AsyncStream.makeStream()
    }

    func post(_ input: Input) {
        inbox.yield(input)
    }

    /// Labels until the annotator quits. The terminal is restored when this returns or throws.
    func run() async throws -> LabellingReport {
        var form = try await newForm()
        let inbox = inbox
        let reader = try KeyReader(terminal.input) { input in
            switch input {
            case .keys(let keys): inbox.yield(.keys(keys))
            case .hangUp: inbox.yield(.end)
            }
        }
        terminal.enter()
        defer {
            reader.stop()
            terminal.leave()
        }
        await withDiscardingTaskGroup { group in
            group.addTask { await self.access.run { self.post(.form($0)) } }
            group.addTask { await self.tick() }
            let leases = await work(&form, &group)
            // The person gets the terminal back first: what is left takes a moment.
            terminal.leave()
            for lease in leases { try? await access.release(lease) }
            await access.stop()
            group.cancelAll()
        }
        await releaseLate()
        return LabellingReport(form, now: clock.now().seconds)
    }

    /// Gives back what was still on its way when the form had ended.
    private func releaseLate() async {
        inbox.finish()
        for await input in inputs {
            switch input {
            case .form(.served(.assigned(let lease, _))), .form(.takenBack(_, .assigned(let lease, _))):
                try? await access.release(lease)
            default: break
            }
        }
    }

    private func newForm() async throws -> LabellingForm {
        let opening = try await access.opening()
        return LabellingForm(
            setting: LabellingForm.Setting(
                queue: opening.queue,
                annotator: opening.annotator,
                startedAt: clock.now().seconds,
                isNewcomer: opening.isNewcomer
            ),
            size: terminal.size,
            progress: opening.progress,
            model: opening.model
        )
    }

    /// - Returns: What has to be given back.
    private func work(_ form: inout LabellingForm, _ group: inout DiscardingTaskGroup) async -> [Assignment] {
        var painter = FramePainter(terminal.capabilities)
        let glyphs = terminal.capabilities.hasUnicode ? Glyphs.unicode : .ascii
        var actions = form.start()
        var iterator = inputs.makeAsyncIterator()
        while true {
            for action in actions {
                switch action {
                case .quit(let leases): return leases
                case .redraw: painter.invalidate()
                case .suspend: suspend(&form, &painter)
                default: group.addTask { await self.perform(action) }
                }
            }
            await terminal.write(painter.bytes(for: FormView(form, glyphs: glyphs).frame))
            guard let input = await iterator.next() else { return form.open.map(\.assignment) }
            actions = take(input, &form, &painter)
        }
    }

    private func take(_ input: Input, _ form: inout LabellingForm, _ painter: inout FramePainter) -> [FormAction] {
        let now = clock.now().seconds
        switch input {
        case .form(let event): return form.handle(event, now: now)
        case .keys(let keys): return keys.flatMap { form.handle(.key($0), now: now) }
        case .resized: return form.handle(.resized(terminal.size), now: now)
        case .suspend: return [.suspend]
        case .end: return form.handle(.stop, now: now)
        case .continued:
            // Somebody else may have used the terminal, and it may have another size.
            terminal.enter()
            painter.invalidate()
            return form.handle(.resized(terminal.size), now: now)
        }
    }

    private func suspend(_ form: inout LabellingForm, _ painter: inout FramePainter) {
        terminal.leave()
        stopProcess()
        terminal.enter()
        painter.invalidate()
        _ = form.handle(.resized(terminal.size), now: clock.now().seconds)
    }
}
