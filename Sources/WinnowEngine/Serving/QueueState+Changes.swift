package import WinnowDomain

extension QueueState {
    /// What became of a proposal or an assignment. Told twice, or in another order than it happened, it does no harm:
    /// the database has the last word on every claim.
    package enum Change: Sendable {
        case claimed(ItemID, AnnotatorID, until: Moment)
        case released(ItemID, AnnotatorID)
        case submitted(ItemID, AnnotatorID, Judgement.Answer)
        case retracted(ItemID, AnnotatorID)
    }

    package mutating func apply(_ change: Change) {
        switch change {
        case .claimed(let item, let annotator, let until):
            guard let row = index.row(of: item) else { return }
            set(.held(until: until), of: annotator, row: row)
        case .released(let item, let annotator):
            guard let row = index.row(of: item), case .held? = places[row]?[annotator] else { return }
            set(nil, of: annotator, row: row)
        case .submitted(let item, let annotator, let answer):
            guard let row = index.row(of: item) else { return }
            set(.answered(isCounted: answer != .skip), of: annotator, row: row)
        case .retracted(let item, let annotator):
            guard let row = index.row(of: item), case .answered? = places[row]?[annotator] else { return }
            set(nil, of: annotator, row: row)
        }
    }

    /// Takes in annotations in the order of time, this process's own among them or not.
    package mutating func apply(_ annotations: [Annotation]) {
        var last: [Lease: Annotation] = [:]
        for annotation in annotations {
            last[Lease(item: annotation.item, annotator: annotation.annotator)] = annotation
        }
        for (pair, annotation) in last {
            // Who holds an item has no answer that stands: the lease is newer than what was read.
            guard let row = index.row(of: pair.item), !isHeld(row, by: pair.annotator) else { continue }
            let answer = Place.answered(isCounted: annotation.judgement.answer != .skip)
            set(annotation.action == .submit ? answer : nil, of: pair.annotator, row: row)
        }
    }

    private func isHeld(_ row: Int, by annotator: AnnotatorID) -> Bool {
        if case .held? = places[row]?[annotator] { true } else { false }
    }

    /// The leases that are known.
    package var leases: Set<Lease> {
        var leases: Set<Lease> = []
        for row in heldRows {
            for case (let annotator, .held) in places[row] ?? [:] {
                leases.insert(Lease(item: index.entries[row].id, annotator: annotator))
            }
        }
        return leases
    }

    package struct Lease: Hashable, Sendable {
        let item: ItemID
        let annotator: AnnotatorID
    }

    /// Takes in the leases that the database has.
    ///
    /// - Parameter known: The leases that were known before it was asked; what was claimed since is left alone.
    package mutating func apply(leases active: [Assignment], known: Set<Lease>) {
        let standing = Set(active.map { Lease(item: $0.item, annotator: $0.annotator) })
        // Released first: an answer is not taken in over a lease.
        for lease in known where !standing.contains(lease) { apply(.released(lease.item, lease.annotator)) }
        for assignment in active {
            guard let row = index.row(of: assignment.item) else { continue }
            // An answer that came meanwhile stands.
            if case .answered? = places[row]?[assignment.annotator] { continue }
            set(.held(until: assignment.leaseUntil), of: assignment.annotator, row: row)
        }
    }

    /// What is known of some items, to be compared with after the database was asked.
    package struct Knowledge: Sendable {
        fileprivate let places: [Int: [AnnotatorID: Place]]
    }

    package func knowledge(of items: [ItemID]) -> Knowledge {
        let rows = items.compactMap { index.row(of: $0) }
        return Knowledge(places: Dictionary(rows.map { ($0, places[$0] ?? [:]) }, uniquingKeysWith: { $1 }))
    }

    /// Replaces what is known of items by what the database says, except where something happened meanwhile.
    package mutating func correct(_ former: Knowledge, by occupation: Occupation) {
        var found: [Int: [AnnotatorID: Place]] = [:]
        for annotation in occupation.standing {
            guard let row = index.row(of: annotation.item) else { continue }
            let place = Place.answered(isCounted: annotation.judgement.answer != .skip)
            found[row, default: [:]][annotation.annotator] = place
        }
        for assignment in occupation.leases {
            guard let row = index.row(of: assignment.item) else { continue }
            found[row, default: [:]][assignment.annotator] = .held(until: assignment.leaseUntil)
        }
        for (row, former) in former.places where places[row] ?? [:] == former {
            let now = found[row] ?? [:]
            for annotator in Set(former.keys).union(now.keys) { set(now[annotator], of: annotator, row: row) }
        }
    }
}
