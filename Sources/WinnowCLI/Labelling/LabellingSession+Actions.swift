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
        case .lookOutside: await access.lookOutside()
        case .redraw, .suspend, .quit: break
        }
    }

    private func claim() async {
        do {
            post(.form(.served(try await access.next())))
        } catch {
            post(.form(.claimFailed(failure(error).message)))
        }
    }

    private func submit(_ judgement: Judgement, _ assignment: Assignment, _ revision: Int, _ seconds: Double) async {
        do {
            let annotation = try await access.submit(
                judgement,
                for: assignment,
                revision: revision,
                seconds: seconds
            )
            post(.form(.saved(annotation)))
            await access.learn(annotation)
        } catch {
            post(.form(.saveFailed(failure(error))))
        }
    }

    private func takeBack(_ annotation: Annotation) async {
        do {
            post(.form(.takenBack(annotation.id, try await access.takeBack(annotation))))
        } catch {
            post(.form(.takeBackFailed(annotation.id, failure(error))))
        }
    }

    private func renew(_ assignment: Assignment) async {
        do {
            try await access.renew(assignment)
            post(.form(.renewed(assignment.id)))
        } catch {
            post(.form(.renewFailed(assignment.id, failure(error))))
        }
    }

    private func count() async {
        // A count that fails is tried again with the next answer.
        if let progress = try? await access.progress() { post(.form(.progress(progress))) }
    }

    private func failure(_ error: any Error) -> FormEvent.Failure {
        let problem = Problem(error)
        let isFinal =
            switch problem?.code {
            case .leaseLost, .annotationSuperseded, .noSuchAnnotation: true
            default: false
            }
        let isRefused =
            switch problem?.code {
            case .refused, .queueWasChanged: true
            default: false
            }
        return FormEvent.Failure(isFinal: isFinal, isRefused: isRefused, message: problem?.message ?? "\(error)")
    }

    /// About once a second.
    func tick() async {
        while (try? await Task.sleep(for: .seconds(1))) != nil { post(.form(.tick)) }
    }
}
