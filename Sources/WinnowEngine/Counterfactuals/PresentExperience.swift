package import WinnowDomain
internal import WinnowLearning

/// What a queue's texts and pairs teach about editing, ready while somebody writes: made when it is first wanted, and anew
/// when there are other pairs, or many more labels.
///
/// Nobody who types waits for it: until it is there, or newer, they get what there is.
package actor PresentExperience {
    private static let executor = TrainingExecutor(purpose: "experience", yields: true)
    /// Labels that are looked at beside the pairs.
    private static let lookedAtCount = 2_000

    /// What it was made of.
    private struct Occasion: Equatable {
        let lastPair: EventNumber
        let revision: Int
        /// Labels, in steps: a few more of them change nothing.
        let magnitude: Int

        init(_ known: KnownQueue) {
            lastPair = known.history.counterfactuals.lastEvent
            revision = known.queue.revision
            magnitude = Int.bitWidth - known.history.labelledItemCount.leadingZeroBitCount
        }
    }

    private var kept: (occasion: Occasion, experience: EditExperience)?
    private var computation: Task<Void, Never>?

    /// What there is now; nil before the first is made.
    ///
    /// - Parameter waiting: Whether to wait for what is being made.
    /// - Throws: What the store says.
    func experience(
        in loop: QueueLoops.Loop,
        store: any KnownQueue.Store,
        waiting: Bool
    ) async throws -> EditExperience? {
        var known = await loop.coordinator.known
        // A pair that was stored just now is to be there for the next text.
        if let newer = try await known.newer(in: store) { known.add(newer) }
        if kept?.occasion != Occasion(known), computation == nil {
            // Outlives the request that found it missing: the next one has it.
            computation = Task { [known] in
                let made = try? await Self.make(known, store)
                computation = nil
                if let made { kept = (Occasion(known), made) }
            }
        }
        if waiting { await computation?.value }
        return kept?.experience
    }

    private static func make(
        _ known: KnownQueue,
        _ store: any KnownQueue.Store
    ) async throws -> EditExperience {
        let index = known.index
        return try await executor.perform {
            let standing = known.history.standing(at: known.history.lastEvent)
            let data = LearningData(standing, queue: known.queue, index: index).around(pairs: lookedAtCount)
            let rows = data.training.map(\.row)
            let texts = try await QueueTexts(queue: known.queue, index: index.entries, items: store).texts(rows: rows)
            return EditExperience(data, Dictionary(zip(rows, texts), uniquingKeysWith: { first, _ in first }))
        }
    }
}

extension QueueLoops.Loop {
    /// What is to be said to an edit: with places where people edited before, and how the queue's texts read.
    ///
    /// - Parameters:
    ///   - target: The label that the text is to have; nil for none in particular.
    ///   - waiting: Whether to wait until the queue's texts are known; nobody who types does.
    package func check(
        _ texts: [String: String],
        of subject: RevisionSubject,
        target: LabelID?,
        store: any KnownQueue.Store,
        waiting: Bool = false
    ) async throws -> (text: RevisedText, chips: [EditChip]) {
        let queue = await scheduler.queue
        let experience = try await presentExperience.experience(in: self, store: store, waiting: waiting)
        return try await TrainingExecutor.onDemand.perform {
            let text = RevisedText(texts, of: subject.item, in: queue, checks: experience?.checks ?? DraftChecks())
            let chips = target.flatMap { target in
                experience?.chips(for: texts, of: subject, target: target, in: queue)
            }
            return (text, chips ?? [])
        }
    }
}
