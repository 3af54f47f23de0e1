import Foundation
import Testing
import WinnowDomain
import WinnowEngine

@testable import WinnowCLI

/// What the form looks like: `WINNOW_WRITE_GENERATED=1 swift test --filter FrameTests` writes the files anew.
@Suite struct FrameTests {
    enum Scene: String, CaseIterable {
        case card
        case multilabel
        case negating
        case keys
        case guidelines
        case why
        case recent
        case note
        case find
        case waiting
        case finished
        case hostile
        case failed
    }

    private func form(_ scene: Scene, _ size: TerminalSize) throws -> LabellingForm {
        let task: QueueDefinition.Task = scene == .multilabel ? .multilabel : .classification
        var form = FormFixture.form(try FormFixture.queue(task: task), size: size)
        _ = form.start()
        let answers = ["b", "o", " ", ".", "a"]
        for (place, key) in answers.enumerated() {
            let now = Double(place * 7)
            form.serve(Int64(place + 1), "Ticket \(place + 1)\nThe first line of it, with words", now: now)
            _ = form.save(
                form.type(key, now: now + 6) + form.press(.enter, now: now + 6),
                as: Int64(place),
                now: now + 6
            )
        }
        _ = form.handle(.modelPromoted(try FormFixture.model(57)), now: 40)
        _ = form.handle(.trainingStarted, now: 40)
        form.serve(6, now: 40)
        stage(scene, &form)
        return form
    }

    private func stage(_ scene: Scene, _ form: inout LabellingForm) {
        switch scene {
        case .card: break
        case .multilabel: form.type("bf")
        case .negating: form.type("-b-o-")
        case .keys: form.type("?")
        case .guidelines: form.type("g")
        case .why: form.type("w")
        case .recent:
            form.press(.tab)
            form.press(.down)
        case .note: form.type("!the text is cut off")
        case .find: form.type("/f")
        case .waiting: _ = form.handle(.served(.waiting), now: 41)
        case .finished:
            _ = form.handle(.progress(QueueProgress(itemCount: 406, finishedCount: 406)), now: 41)
            _ = form.handle(.served(.finished), now: 41)
        case .hostile:
            form.serve(7, "\u{1b}[2J\u{1b}]0;title\u{7} \u{202e}evil\u{9b}31m שלום 日本語のテキスト 👨‍👩‍👧 e\u{301}\ttab")
        case .failed:
            form.type("b")
            _ = form.handle(.saveFailed(.init(isFinal: false, message: "the database is in use; try again")), now: 41)
        }
    }

    private static let sizes = [
        TerminalSize(columns: 80, rows: 24), TerminalSize(columns: 40, rows: 10), TerminalSize(columns: 120, rows: 40),
    ]

    @Test("every scene looks as it did, in a usual, a tiny and a wide window", arguments: Scene.allCases)
    func golden(scene: Scene) throws {
        for size in Self.sizes {
            let frame = FormView(try form(scene, size), glyphs: .unicode).frame
            let file = Repository.root.appending(
                path: "Tests/Fixtures/terminal/\(scene.rawValue)-\(size.columns)x\(size.rows).txt"
            )
            let text = frame.text + "\n"
            if ProcessInfo.processInfo.environment["WINNOW_WRITE_GENERATED"] != nil {
                try FileManager.default.createDirectory(
                    at: file.deletingLastPathComponent(),
                    withIntermediateDirectories: true
                )
                try Data(text.utf8).write(to: file)
            }
            #expect(try String(contentsOf: file, encoding: .utf8) == text)
            #expect(frame.lines.count == size.rows)
        }
    }

    @Test("in ASCII the furniture has no other characters")
    func ascii() throws {
        for scene in Scene.allCases where scene != .hostile {
            var form = try form(scene, .standard)
            form.serve(8, "plain")
            var painter = FramePainter(TerminalCapabilities(environment: ["TERM": "vt100"]))
            let bytes = painter.bytes(for: FormView(form, glyphs: .ascii).frame)
            #expect(bytes.allSatisfy { $0 < 0x80 }, "\(scene)")
        }
    }

    @Test("a window that is too small says so, and only quitting works there")
    func tooSmall() throws {
        var form = try form(.card, TerminalSize(columns: 30, rows: 8))
        #expect(FormView(form, glyphs: .unicode).frame.text.contains("40 and 10 are needed"))
        #expect(form.type("b", now: 41).isEmpty)
        #expect(form.type("q", now: 41) == [.quit(release: [FormFixture.assignment(6, item: 6)])])
    }

    @Test("a long text is scrolled to its end and not beyond, and stays where it was when the window changes")
    func scrolling() throws {
        var form = try form(.card, .standard)
        form.serve(9, (1...200).map { "line \($0)" }.joined(separator: "\n"))
        for _ in 0..<50 { form.press(.pageDown) }
        #expect(FormView(form, glyphs: .unicode).frame.text.contains("line 200"))
        form.press(.home)
        form.press(.down)
        let text = FormView(form, glyphs: .unicode).frame.text
        #expect(text.contains("↑ 1 line ─") && !text.contains(" line 1\n"))
    }
}
