internal import WinnowDomain

/// What happens by itself: leases, counting, asking again.
extension LabellingForm {
    static let retrySeconds = 3.0

    mutating func tick(now: Double) -> [FormAction] {
        warnOfLease(now: now)
        return counting(now: now) + asking(now: now)
    }

    /// Counts again when something changed, at most once a second.
    mutating func counting(now: Double) -> [FormAction] {
        guard needsCount, now - lastCount >= 1 || now < lastCount else { return [] }
        needsCount = false
        lastCount = now
        return [.count]
    }

    /// While there is nothing to do, looks whether there is something again.
    private mutating func asking(now: Double) -> [FormAction] {
        let since: Double
        switch stage {
        case .waiting(let moment), .finished(let moment): since = moment
        case .loading, .card: return []
        }
        guard operation == nil, !isEnding, now - since >= LabellingForm.retrySeconds || now < since else { return [] }
        return [.lookOutside] + claim()
    }

    /// Leases that are renewed because the form is being used.
    mutating func renewals(now: Double) -> [FormAction] {
        let age = setting.leaseSeconds / 3
        let due = open.filter { now - $0.renewedAt >= age && !renewing.contains($0.assignment.id) }
        renewing.formUnion(due.map(\.assignment.id))
        return due.map { .renew($0.assignment) }
    }

    private mutating func warnOfLease(now: Double) {
        guard let card, operation == nil, card.unsent == nil else { return }
        let left = card.renewedAt + setting.leaseSeconds - now
        if left <= 0 {
            say(.alarm, "the lease has run out and somebody else may get the item; any key keeps it")
            notice?.isAboutLease = true
        } else if left <= min(60, setting.leaseSeconds / 4) {
            say(.alarm, "the lease ends in \(Int(left.rounded(.up))) s; any key keeps the item")
            notice?.isAboutLease = true
        }
    }

    mutating func renewed(_ id: AssignmentID, now: Double) {
        renewing.remove(id)
        change { if $0.assignment.id == id { $0.renewedAt = now } }
        for place in held.indices where held[place].assignment.id == id { held[place].renewedAt = now }
        if notice?.isAboutLease == true { notice = nil }
    }

    mutating func renewFailed(_ id: AssignmentID, _ failure: FormEvent.Failure, now: Double) -> [FormAction] {
        renewing.remove(id)
        guard failure.isFinal else {
            say(.alarm, "the lease was not renewed: \(failure.message)")
            return []
        }
        held.removeAll { $0.assignment.id == id }
        guard card?.assignment.id == id, operation == nil else { return [] }
        say(.alarm, failure.message)
        // A note that was begun belongs to the item that is gone.
        panel = nil
        if let top = held.popLast() {
            show(top, now: now)
            return []
        }
        stage = .loading(after: nil)
        return claim()
    }
}
