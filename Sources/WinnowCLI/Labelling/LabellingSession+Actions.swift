internal import WinnowDomain
internal import WinnowEngine

/// What the session does for the form, and what it listens to.
extension LabellingSession {
    func perform(_ action: FormAction) async {
        switch action {
        case .claim: await claim()
        case .submit(let assignment, let judgement, let revision, let seconds):
            await submit(judgement, assignment, revision, seconds)
        case .takeBack(let annotation): await takeBack(annotation)
        case .renew(let assignment): await renew(assignment)
        case .count: await count()
        case .lookOutside: await loop.coordinator.changedOutside()
        case .redraw, .suspend, .quit: break
        }
    }

    private func claim() async {
        do {
            post(.form(.served(try await loop.scheduler.next(for: annotator.id))))
        } catch {
            post(.form(.claimFailed(failure(error).message)))
        }
    }

    private func submit(_ judgement: Judgement, _ assignment: Assignment, _ revision: Int, _ seconds: Double) async {
        do {
            let annotation = try await loop.scheduler.submit(
                judgement,
                for: assignment.id,
                by: assignment.annotator,
                revision: revision,
                seconds: seconds,
                source: .terminal
            )
            post(.form(.saved(annotation)))
            await loop.coordinator.labelled(annotation)
        } catch {
            post(.form(.saveFailed(failure(error))))
        }
    }

    private func takeBack(_ annotation: Annotation) async {
        let retraction: Annotation
        do {
            retraction = try await loop.scheduler.undo(annotation.id, by: annotation.annotator)
        } catch {
            return post(.form(.takeBackFailed(annotation.id, failure(error))))
        }
        await loop.coordinator.labelled(retraction)
        // The answer is taken back whatever becomes of opening the item again.
        let next = try? await loop.scheduler.reopen(annotation.item, for: annotator.id)
        post(.form(.takenBack(annotation.id, next ?? .waiting)))
    }

    private func renew(_ assignment: Assignment) async {
        do {
            try await loop.scheduler.renew(assignment.id, by: assignment.annotator)
            post(.form(.renewed(assignment.id)))
        } catch {
            post(.form(.renewFailed(assignment.id, failure(error))))
        }
    }

    private func count() async {
        // A count that fails is tried again with the next answer.
        guard let summary = try? await loop.store.summary(of: loop.queue) else { return }
        post(.form(.progress(QueueProgress(itemCount: summary.itemCount, finishedCount: summary.finishedCount))))
    }

    private func failure(_ error: any Error) -> FormEvent.Failure {
        let isFinal =
            switch error as? StoreError {
            case .leaseLost, .annotationIsSuperseded, .noSuchAnnotation: true
            default: false
            }
        let isRefused =
            switch error as? StoreError {
            case .refused, .queueWasChanged: true
            default: false
            }
        return FormEvent.Failure(isFinal: isFinal, isRefused: isRefused, message: Problem(error)?.message ?? "\(error)")
    }

    /// Passes on what the training does.
    func listen() async {
        for await case .event(let event) in await loop.hub.events() where event.queue == loop.queue.id {
            switch event.kind {
            case .labelled, .itemsChanged: break
            case .queueChanged(let queue): post(.form(.queueChanged(queue)))
            case .trainingStarted: post(.form(.trainingStarted))
            case .modelPromoted(let version): post(.form(.modelPromoted(version)))
            case .trainingFailed(let message): post(.form(.trainingFailed(message)))
            }
        }
    }

    /// Ticks, and notices what other processes write.
    func watch() async {
        var last = try? await loop.store.changeCounter()
        while !Task.isCancelled {
            try? await Task.sleep(for: .seconds(1))
            let counter = try? await loop.store.changeCounter()
            if let counter, counter != last {
                last = counter
                await loop.coordinator.changedOutside()
                post(.form(.changedOutside))
            }
            post(.form(.tick))
        }
    }
}
