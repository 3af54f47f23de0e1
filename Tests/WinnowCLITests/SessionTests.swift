import Foundation
import Testing
import WinnowDomain
import WinnowEngine
import WinnowStore
import WinnowTestSupport

@testable import WinnowCLI

/// The real form in a pseudo-terminal, on a real data folder.
@Suite(.timeLimit(.minutes(10))) struct SessionTests {
    private struct Running {
        let folder: TemporaryFolder
        let installation: Installation
        let queue: Queue
        let annotator: Annotator
        let terminal: Terminal
        let session: LabellingSession
        let loop: QueueLoop
        let device: TerminalDevice

        init(_ texts: [String], lease: Duration = .seconds(600)) async throws {
            folder = try TemporaryFolder()
            let dataFolder = DataFolder(url: folder.url.appending(path: "data"))
            installation = try Installation.create(dataFolder)
            let store = installation.store
            var definition = try QueueDefinition.sample(["billing", "outage"], lease: lease)
            definition.assignment.order = .sequential
            definition.evaluation.share = 0
            definition.initialization.size = 2
            queue = try await store.createQueue(named: "tickets", definition: definition, at: Moment(0))
            annotator = try await store.addAnnotator(named: "rosa", at: Moment(0))
            let importer = Importer(
                queue: queue,
                store: store,
                clock: SystemClock(),
                policy: .fail,
                annotator: "import"
            )
            _ = try await importer.store(
                texts.enumerated().map { place, text in
                    IncomingRecord(
                        place: Place(file: "test", line: place + 1),
                        externalID: "t-\(place + 1)",
                        data: .members(["text": .string(text)]),
                        text: text
                    )
                }
            )
            terminal = try Terminal()
            device = TerminalDevice(input: terminal.slave, output: terminal.slave, capabilities: .full)
            let installation = installation
            loop = try await installation.loop(of: queue)
            session = LabellingSession(
                access: LocalLabelling(loop: loop, annotator: annotator),
                terminal: device,
                stopProcess: {}
            )
        }

        /// The standing answers by external id.
        func answers() async throws -> [String: Judgement] {
            var history = LabelHistory()
            history.append(try await installation.store.annotations(in: queue.id, after: 0))
            var answers: [String: Judgement] = [:]
            for (item, annotations) in history.standing(at: history.lastEvent).annotations {
                let id = try #require(try await installation.store.items([item]).first?.externalID)
                answers[id] = annotations.first?.judgement
            }
            return answers
        }
    }

    /// Reads the window until it shows something.
    private func wait(
        for text: String,
        _ screens: inout AsyncStream<ScreenModel>.Iterator
    ) async throws -> ScreenModel {
        while let screen = await screens.next() {
            if screen.contains(text) { return screen }
        }
        throw Lost(text: text)
    }

    private struct Lost: Error {
        let text: String
    }

    @Test("a session from the first key to the last: labels, undo, a flag, the end, and the terminal as it was")
    func session() async throws {
        let running = try await Running(["the first text", "the second \u{1b}[31mtext\u{7}", "the third text"])
        let (terminal, session) = (running.terminal, running.session)
        let before = terminal.localModes
        var screens = terminal.screens.makeAsyncIterator()
        async let run = session.run()
        let first = try await wait(for: "the first text", &screens)
        #expect(first.isAlternate && !first.hasCursor)
        #expect(terminal.localModes != before)
        terminal.type("1")
        let second = try await wait(for: "the second ␛[31mtext␇", &screens)
        #expect(second.strangeSequences.isEmpty)
        terminal.type("2")
        _ = try await wait(for: "the third text", &screens)
        terminal.type("u")
        _ = try await wait(for: "taken back: outage", &screens)
        terminal.type("!not a ticket\r")
        _ = try await wait(for: "the third text", &screens)
        terminal.type("1")
        _ = try await wait(for: "All 3 items are labelled", &screens)
        terminal.type("q")
        let report = try await run
        #expect(terminal.localModes == before)
        #expect(report.labelCount == 2 && report.flagCount == 1 && report.isFinished)
        let labels = running.queue.labels
        #expect(
            try await running.answers() == [
                "t-1": .labels([labels[0].id]), "t-2": .without(.flag, note: "not a ticket"),
                "t-3": .labels([labels[0].id]),
            ]
        )
    }

    @Test("quitting gives the open item back, and what another process writes meanwhile is noticed")
    func release() async throws {
        let running = try await Running(["the first text"])
        let (terminal, session) = (running.terminal, running.session)
        var screens = terminal.screens.makeAsyncIterator()
        async let run = session.run()
        _ = try await wait(for: "the first text", &screens)
        let store = running.installation.store
        #expect(try await store.activeAssignments(in: running.queue.id, now: SystemClock().now()).count == 1)
        let other = try Database(path: running.installation.folder.database.path)
        let importer = Importer(
            queue: running.queue,
            store: other,
            clock: SystemClock(),
            policy: .fail,
            annotator: "import"
        )
        let record = IncomingRecord(
            place: Place(file: "test", line: 1),
            externalID: "new",
            data: .members(["text": .string("a new text")]),
            text: "a new text"
        )
        _ = try await importer.store([record])
        _ = try await wait(for: "0/2", &screens)
        terminal.type("\u{3}")
        let report = try await run
        #expect(report.labelCount == 0)
        #expect(try await store.activeAssignments(in: running.queue.id, now: SystemClock().now()).isEmpty)
    }

    @Test("a terminal that goes away ends the session, with everything saved that was acknowledged")
    func hangUp() async throws {
        let running = try await Running(["the first text", "the second text"])
        let (terminal, session) = (running.terminal, running.session)
        var screens = terminal.screens.makeAsyncIterator()
        async let run = session.run()
        _ = try await wait(for: "the first text", &screens)
        terminal.type("1")
        _ = try await wait(for: "saved ✓ billing", &screens)
        session.post(.end)
        let report = try await run
        #expect(report.labelCount == 1)
        #expect(try await running.answers().count == 1)
        terminal.hangUp()
    }

    @Test("a window that changes its size, and a process that was stopped, draw everything again")
    func redraw() async throws {
        let running = try await Running(["the first text"])
        let (terminal, session) = (running.terminal, running.session)
        var screens = terminal.screens.makeAsyncIterator()
        async let run = session.run()
        _ = try await wait(for: "the first text", &screens)
        session.post(.suspend)
        while let screen = await screens.next(), screen.enterCount < 2 || !screen.contains("the first text") {}
        var window = winsize(ws_row: 8, ws_col: 30, ws_xpixel: 0, ws_ypixel: 0)
        _ = ioctl(terminal.master, UInt(TIOCSWINSZ), &window)
        session.post(.resized)
        _ = try await wait(for: "40 and 10", &screens)
        terminal.type("q")
        _ = try await run
    }

    @Test("an item that comes when the annotator has quit twice is given back all the same")
    func impatientQuit() async throws {
        let running = try await Running(["the first text", "the second text"])
        let session = running.session
        let late = try await running.loop.scheduler.next(for: running.annotator.id)
        session.post(.keys([.control("c"), .control("c")]))
        session.post(.form(.served(late)))
        _ = try await session.run()
        let now = SystemClock().now()
        let active = try await running.installation.store.activeAssignments(in: running.queue.id, now: now)
        #expect(active.isEmpty)
    }

    @Test("who finds no annotator and adds one beside others who do gets the same one")
    func oneAnnotator() async throws {
        let folder = try TemporaryFolder()
        let dataFolder = DataFolder(url: folder.url.appending(path: "data"))
        let installations = try [Installation.create(dataFolder), Installation.open(dataFolder)]
        let found = try await withThrowingTaskGroup(of: AnnotatorID.self) { group in
            for number in 0..<20 {
                group.addTask { try await installations[number % 2].annotator(named: "emil").id }
            }
            return try await group.reduce(into: Set<AnnotatorID>()) { $0.insert($1) }
        }
        #expect(found.count == 1)
    }

    @Test("a queue that is changed meanwhile is labelled on with its new labels and keys")
    func changedQueue() async throws {
        let running = try await Running(["the first text", "the second text"])
        let (terminal, session) = (running.terminal, running.session)
        var screens = terminal.screens.makeAsyncIterator()
        async let run = session.run()
        _ = try await wait(for: "the first text", &screens)
        let other = try Database(path: running.installation.folder.database.path)
        var definition = running.queue.definition
        definition.labels.append(LabelDefinition(name: "praise", key: "p"))
        let changed = try await other.updateQueue(running.queue, to: definition, at: SystemClock().now())
        _ = try await wait(for: "the queue was changed", &screens)
        terminal.type("p")
        _ = try await wait(for: "the second text", &screens)
        terminal.type("\u{3}")
        let report = try await run
        #expect(report.labelCount == 1)
        let praise = try #require(changed.label(named: "praise"))
        #expect(try await running.answers() == ["t-1": .labels([praise.id])])
    }
}
