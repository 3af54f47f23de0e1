import Testing
import WinnowDomain
import WinnowEngine

@testable import WinnowCLI

/// A queue that is changed while somebody labels it, and answers that are not taken.
@Suite struct FormChangeTests {
    /// The queue with other keys and without its last label.
    private func changed(_ queue: Queue) -> Queue {
        var definition = queue.definition
        definition.labels.removeLast()
        definition.labels[0].key = "x"
        return Queue(
            id: queue.id,
            name: queue.name,
            definition: definition,
            revision: queue.revision + 1,
            labels: queue.labels.dropLast()
        )
    }

    @Test("a changed queue is taken over when nothing is under way, and the annotator is told of other keys")
    func takeOver() throws {
        let queue = try FormFixture.queue()
        var form = FormFixture.form(queue)
        _ = form.start()
        #expect(form.handle(.queueChanged(changed(queue)), now: 0).isEmpty)
        #expect(form.setting.labels.count == 6)
        let next = NextItem.assigned(FormFixture.assignment(1, item: 1), FormFixture.item(1))
        #expect(form.handle(.served(next), now: 0).isEmpty)
        #expect(form.setting.labels.count == 5)
        #expect(form.notice?.text.contains("keys") == true)
        #expect(form.type("b").isEmpty)
        #expect(
            form.type("x") == [
                .submit(
                    FormFixture.assignment(1, item: 1),
                    .labels([LabelID(1)]),
                    revision: queue.revision + 1,
                    seconds: 0
                )
            ]
        )
    }

    @Test("marks of a label that is gone are gone, the others stay")
    func marks() throws {
        let queue = try FormFixture.queue(task: .multilabel)
        var form = FormFixture.form(queue)
        _ = form.start()
        form.serve(1)
        form.type("o1")
        #expect(form.card?.marks.present == [LabelID(2), LabelID(6)])
        _ = form.handle(.queueChanged(changed(queue)), now: 0)
        #expect(form.card?.marks.present == [LabelID(2)])
    }

    @Test("the revision that is there already changes nothing")
    func same() throws {
        let queue = try FormFixture.queue()
        var form = FormFixture.form(queue)
        _ = form.start()
        form.serve(1)
        #expect(form.handle(.queueChanged(queue), now: 0).isEmpty)
        #expect(form.notice == nil)
    }

    @Test("an answer that is refused is not sent again; the item stays, the reason is shown, another answer is taken")
    func refused() throws {
        var form = FormFixture.form(try FormFixture.queue())
        _ = form.start()
        form.serve(1)
        form.type("b")
        _ = form.handle(
            .saveFailed(FormEvent.Failure(isFinal: false, isRefused: true, message: "there is no such label")),
            now: 0
        )
        #expect(form.card?.unsent == nil)
        #expect(form.notice?.text.contains("there is no such label") == true)
        #expect(form.press(.enter).isEmpty)
        #expect(form.type("o").count == 1)
    }

    @Test("an answer to labels that were changed is not sent again, whichever is told first")
    func outdated() throws {
        let queue = try FormFixture.queue()
        for isToldFirst in [true, false] {
            var form = FormFixture.form(queue)
            _ = form.start()
            form.serve(1)
            form.type("o")
            if isToldFirst { _ = form.handle(.queueChanged(changed(queue)), now: 1) }
            let failure = FormEvent.Failure(isFinal: false, isRefused: true, message: "the queue was changed")
            #expect(form.handle(.saveFailed(failure), now: 1) == [.lookOutside])
            if !isToldFirst { _ = form.handle(.queueChanged(changed(queue)), now: 1) }
            #expect(form.press(.enter).isEmpty && form.card?.item.id == ItemID(1))
            #expect(form.setting.queue.revision == queue.revision + 1)
        }
    }
}
