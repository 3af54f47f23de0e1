internal import WinnowAPI
internal import WinnowDomain
internal import WinnowEngine

extension LabellingDesk {
    /// What the model says of an item on the desk, and which words moved it. That it was looked at is kept with the
    /// assignment, so that it is known of the answer.
    ///
    /// - Throws: `RequestError(.refused)` where looking would spoil a measurement, and where there is no model yet.
    func explanation(
        of assignment: AssignmentID,
        for annotator: AnnotatorID,
        in loop: QueueLoops.Loop
    ) async throws -> ExplanationDocument {
        let queue = await loop.scheduler.queue
        let granted = try await parts.store.assignment(assignment, of: annotator, in: queue.id)
        try refuseToSpoil(granted.assignment)
        let text = ItemDocument(granted.item, queue: queue).text
        guard let explanation = try await loop.explanation(of: text) else {
            throw RequestError(.refused, "there is no model yet; it comes with the first labels")
        }
        if granted.assignment.suggestion == nil, granted.assignment.state == .active {
            let asked = Suggestion(display: .asked, parts: explanation.parts, modelVersion: explanation.modelVersion)
            try await parts.store.note(asked, on: assignment, of: annotator)
        }
        return ExplanationDocument(explanation)
    }

    /// What was answered may be looked at: it cannot be changed unseen, because an edit is stored as one.
    private func refuseToSpoil(_ assignment: Assignment) throws {
        guard assignment.state == .active else { return }
        if assignment.reason.source == .evaluation {
            throw RequestError(
                .refused,
                "the model is measured on this item, so it is answered without its help; look at it afterwards"
            )
        }
        if assignment.reason.source == .verification {
            throw RequestError(
                .refused,
                "the text is to be labelled as it reads, so it is answered without the model's help; look at it afterwards"
            )
        }
        if assignment.suggestion?.display == .hidden {
            throw RequestError(
                .refused,
                "the lot has hidden the suggestion for this item, to see what suggestions do; look at it afterwards"
            )
        }
    }
}
