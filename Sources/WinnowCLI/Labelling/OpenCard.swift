internal import WinnowDomain

/// An item that is being looked at, and what is marked on it.
struct OpenCard: Hashable, Sendable {
    let assignment: Assignment
    let item: Item
    /// Safe to show.
    let text: String
    /// When the lease was last known to be good.
    var renewedAt: Double
    /// When the card came up last.
    var shownAt: Double
    /// Seconds that it was up before.
    var secondsBefore = 0.0
    /// Why the item was served; of an item that was opened again, why it was the first time.
    var reason: ServingReason
    /// The answer that was taken back, when the card was opened again.
    var previous: Judgement?
    var marks = Marks()
    /// An answer that could not be stored.
    var unsent: Judgement?

    /// Labels marked and not yet saved.
    struct Marks: Hashable, Sendable {
        var present: [LabelID] = []
        var absent: [LabelID] = []

        var isEmpty: Bool { present.isEmpty && absent.isEmpty }

        mutating func togglePresent(_ label: LabelID) {
            absent.removeAll { $0 == label }
            if let place = present.firstIndex(of: label) { present.remove(at: place) } else { present.append(label) }
        }

        mutating func toggleAbsent(_ label: LabelID) {
            present.removeAll { $0 == label }
            if let place = absent.firstIndex(of: label) { absent.remove(at: place) } else { absent.append(label) }
        }

        /// With labels said to be absent the answer is partial: it says nothing of those that are not marked.
        var judgement: Judgement {
            Judgement(answer: .label, present: present, absent: absent, isPartial: !absent.isEmpty)
        }
    }

    func seconds(at now: Double) -> Double { secondsBefore + max(0, now - shownAt) }

    /// Puts the card aside; its time stands still.
    mutating func setAside(at now: Double) {
        secondsBefore = seconds(at: now)
        shownAt = now
    }
}
