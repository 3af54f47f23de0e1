import Testing
import WinnowDomain

@testable import WinnowCLI

/// The queue's owner changes its labels while somebody labels.
@Suite struct FormQueueChangeTests {
    private func form(task: QueueDefinition.Task = .classification) throws -> LabellingForm {
        var form = FormFixture.form(try FormFixture.queue(task: task))
        _ = form.start()
        form.serve(1)
        return form
    }

    private func changed(task: QueueDefinition.Task = .classification) throws -> Queue {
        let queue = try FormFixture.queue(
            [LabelDefinition(name: "money", key: "b"), LabelDefinition(name: "praise", key: "p")],
            task: task
        )
        return Queue(
            id: queue.id,
            name: queue.name,
            definition: queue.definition,
            revision: 2,
            labels: [
                Label(id: LabelID(1), name: "money", since: 0), Label(id: LabelID(70), name: "praise", since: 9),
            ]
        )
    }

    @Test("the new labels are shown, and an answer is one to them")
    func labels() throws {
        var form = try form()
        _ = form.handle(.queueChanged(try changed()), now: 1)
        #expect(form.setting.labels.map(\.name) == ["money", "praise"] && form.notice?.kind == .alarm)
        guard case .submit(_, let judgement, let revision, _)? = form.type("p").first else {
            Issue.record("nothing was sent")
            return
        }
        #expect(judgement == .labels([LabelID(70)]) && revision == 2)
    }

    @Test("what was marked by the old labels is not sent")
    func marks() throws {
        var form = try form(task: .multilabel)
        form.type("bo")
        _ = form.handle(.queueChanged(try changed(task: .multilabel)), now: 1)
        guard case .submit(_, let judgement, _, _)? = form.press(.enter).first else {
            Issue.record("nothing was sent")
            return
        }
        #expect(judgement == .labels([]))
    }

    @Test("an answer to the old labels that was refused is not sent again, whichever is told first")
    func refused() throws {
        for isToldFirst in [true, false] {
            var form = try form()
            form.type("o")
            if isToldFirst { _ = form.handle(.queueChanged(try changed()), now: 1) }
            let failure = FormEvent.Failure(isFinal: false, isOutdated: true, message: "the queue was changed")
            #expect(form.handle(.saveFailed(failure), now: 1) == [.lookOutside])
            if !isToldFirst { _ = form.handle(.queueChanged(try changed()), now: 1) }
            #expect(form.press(.enter).isEmpty && form.card?.item.id == ItemID(1))
        }
    }
}
