import Testing
import WinnowDomain
import WinnowEngine

@testable import WinnowCLI

@Suite struct FormKeysTests {
    private func form(
        _ labels: [LabelDefinition] = FormFixture.labels,
        task: QueueDefinition.Task = .classification
    ) throws -> LabellingForm {
        var form = FormFixture.form(try FormFixture.queue(labels, task: task))
        _ = form.start()
        form.serve(1)
        return form
    }

    private func judgement(_ actions: [FormAction]) -> Judgement? {
        for case .submit(_, let judgement, _, _) in actions { return judgement }
        return nil
    }

    @Test("with one label an item, the label's key saves at once")
    func single() throws {
        var form = try form()
        #expect(judgement(form.type("o")) == .labels([LabelID(2)]))
    }

    @Test("labels without a key get digits, then letters that nothing else uses")
    func keysGivenOut() throws {
        let form = try form((1...60).map { LabelDefinition(name: "l\($0)", key: $0 == 3 ? "1" : nil) })
        let keys = form.setting.labels.map(\.key)
        #expect(keys[0] == "2" && keys[2] == "1" && keys[8] == "9" && keys[9] == "a")
        #expect(Set(keys.compactMap(\.self)).count == keys.compactMap(\.self).count)
        #expect(keys.compactMap(\.self).allSatisfy { !"ugwcq?!./- ".contains($0) })
        #expect(keys.last == .some(nil))
    }

    @Test("with several labels keys mark and unmark, and Enter saves, also nothing")
    func several() throws {
        var form = try form(task: .multilabel)
        #expect(form.type("boab").isEmpty)
        #expect(judgement(form.press(.enter)) == .labels([LabelID(2), LabelID(3)]))
        var none = try self.form(task: .multilabel)
        #expect(judgement(none.press(.enter)) == .labels([]))
    }

    @Test("a minus before a label's key says that it is not that one, and Enter saves the partial answer")
    func partial() throws {
        var form = try form()
        #expect(form.type("-b-o").isEmpty)
        #expect(judgement(form.press(.enter)) == .not([LabelID(1), LabelID(2)]))
    }

    @Test("in an item with one label, not every label can be ruled out")
    func allRuledOut() throws {
        var form = try form()
        form.type("-b-o-a-h-f-1")
        #expect(form.card?.marks.absent.count == 5)
        #expect(form.notice?.kind == .alarm)
    }

    @Test("space skips, a full stop is unsure, an exclamation mark flags with a note that Esc cancels")
    func others() throws {
        var form = try form()
        #expect(judgement(form.type(" ")) == .without(.skip))
        form = try self.form()
        #expect(judgement(form.type(".")) == .without(.unsure))
        form = try self.form()
        #expect(form.type("!bad").isEmpty)
        #expect(form.press(.escape).isEmpty)
        #expect(form.panel == nil)
        form.type("!")
        form.press(.paste("cut \u{1b}[2J\noff"))
        #expect(judgement(form.press(.enter)) == .without(.flag, note: "cut  [2J off"))
    }

    @Test("keys choose no label while a page covers the item, and pasted text never does")
    func inert() throws {
        for page in ["?", "g", "w"] {
            var form = try form()
            #expect(form.type(page + "b").isEmpty)
            #expect(form.panel != nil)
            form.press(.escape)
            #expect(judgement(form.type("b")) != nil)
        }
        var form = try form()
        #expect(form.press(.paste("bbb")).isEmpty)
    }

    @Test("an undone item comes back with its answer, which Enter gives again; then comes the one that was put aside")
    func undo() throws {
        var form = try form()
        #expect(form.save(form.type("b"), as: 1) == [.claim, .count])
        form.serve(2)
        guard case .takeBack(let annotation)? = form.type("u").first else {
            Issue.record("nothing taken back")
            return
        }
        _ = form.handle(
            .takenBack(annotation.id, .assigned(FormFixture.assignment(3, item: 1), FormFixture.item(1))),
            now: 1
        )
        #expect(form.card?.item.id == ItemID(1))
        #expect(form.card?.previous == .labels([LabelID(1)]))
        #expect(form.decisions.isEmpty)
        let again = form.press(.enter)
        #expect(judgement(again) == .labels([LabelID(1)]))
        #expect(!form.save(again, as: 2).contains(.claim))
        #expect(form.card?.item.id == ItemID(2))
    }

    @Test("an answer that is not saved is kept and sent again by Enter; leaving without it has to be said twice")
    func failure() throws {
        var form = try form()
        form.type("b")
        #expect(form.handle(.saveFailed(.init(isFinal: false, message: "the disk is full")), now: 0).isEmpty)
        #expect(form.notice?.text.contains("the disk is full") == true)
        #expect(form.type("q").isEmpty)
        #expect(judgement(form.press(.enter)) == .labels([LabelID(1)]))
        _ = form.handle(.saveFailed(.init(isFinal: false, message: "the disk is full")), now: 0)
        form.type("q")
        #expect(form.type("q") == [.quit(release: [FormFixture.assignment(1, item: 1)])])
    }

    @Test("when somebody else took the item, that is said with the answer, and the next one comes")
    func leaseLost() throws {
        var form = try form()
        form.type("b")
        #expect(form.handle(.saveFailed(.init(isFinal: true, message: "it went away")), now: 0) == [.claim])
        #expect(form.notice?.text == "not saved: billing; it went away")
    }

    @Test("the lease is renewed while keys are pressed, and not otherwise")
    func renewal() throws {
        var form = try form()
        #expect(form.handle(.tick, now: 250).allSatisfy { if case .renew = $0 { false } else { true } })
        #expect(form.press(.down, now: 100).isEmpty)
        #expect(form.press(.down, now: 250) == [.renew(FormFixture.assignment(1, item: 1))])
        #expect(form.press(.down, now: 251).isEmpty)
        _ = form.handle(.renewed(AssignmentID(1)), now: 252)
        #expect(form.press(.down, now: 300).isEmpty)
        _ = form.handle(.tick, now: 820)
        #expect(form.notice?.text == "the lease ends in 32 s; any key keeps the item")
    }

    @Test("Caps Lock does not matter, and a key that means nothing says so")
    func capsLock() throws {
        var form = try form()
        #expect(judgement(form.type("B")) == .labels([LabelID(1)]))
        form = try self.form()
        #expect(form.type("z").isEmpty)
        #expect(form.notice?.text.contains("no key here") == true)
    }

    @Test("a label is found by a part of its name")
    func find() throws {
        var form = try form()
        form.type("/feed")
        #expect(judgement(form.press(.enter)) == .labels([LabelID(6)]))
    }

    @Test("while there is nothing to do the form asks again by itself")
    func waiting() throws {
        var form = FormFixture.form(try FormFixture.queue())
        _ = form.start()
        _ = form.handle(.served(.waiting), now: 10)
        #expect(!form.handle(.tick, now: 11).contains(.claim))
        #expect(form.handle(.tick, now: 14).contains(.claim))
    }

    @Test("a model that is promoted changes the status, never the card")
    func promoted() throws {
        var form = try form()
        form.type("-b")
        let card = form.card
        _ = form.handle(.modelPromoted(try FormFixture.model(57)), now: 1)
        #expect(form.card == card)
        #expect(FormView(form, glyphs: .unicode).frame.text.contains("model v57 · 84.2 % [80.1, 87.5] on 63 items"))
    }

    @Test("who is new reads the guidelines before the first item, and no key answers behind them")
    func newcomer() throws {
        let queue = try FormFixture.queue()
        var form = LabellingForm(
            setting: .init(queue: queue, annotator: "rosa", startedAt: 0, isNewcomer: true),
            size: .standard,
            progress: QueueProgress(itemCount: 1, finishedCount: 0),
            model: nil
        )
        #expect(form.start() == [.claim])
        form.serve(1)
        #expect(FormView(form, glyphs: .unicode).frame.text.contains("Choose what the customer wants"))
        #expect(form.type("b").isEmpty)
        form.press(.enter)
        #expect(judgement(form.type("b")) == .labels([LabelID(1)]))
    }

    @Test("when the item is lost while its note is written, the note is not given to the next item")
    func lostNote() throws {
        var form = try form()
        form.type("!half a no")
        #expect(
            form.handle(.renewFailed(AssignmentID(1), .init(isFinal: true, message: "it went away")), now: 1) == [
                .claim
            ]
        )
        form.serve(2)
        #expect(form.panel == nil)
        #expect(form.press(.enter).isEmpty)
    }
}
