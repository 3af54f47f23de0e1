internal import WinnowDomain

/// Records that go to the store together, ready to be stored, and the bad ones between them.
struct ImportPortion: Sendable {
    var entries: [ImportBatch.Entry] = []
    /// Of each entry, with its position among all records of the portion.
    var places: [(position: Int, place: Place)] = []
    var rejected: [(position: Int, record: RejectedRecord)] = []
    /// How much of the source was read behind this portion.
    var fraction: Double?
    /// nil: there is more.
    var end: ImportReport.End?
    private(set) var weight = 0

    /// Good and bad records.
    var count: Int { entries.count + rejected.count }

    mutating func add(_ entry: ImportBatch.Entry, place: Place) {
        places.append((count, place))
        weight += entry.externalID.utf8.count + entry.data.utf8.count + (entry.meta?.utf8.count ?? 0)
        entries.append(entry)
    }

    mutating func add(_ record: RejectedRecord) {
        weight += record.reason.utf8.count
        rejected.append((count, record))
    }

    /// The rejected records in file order, also those that the store refused.
    func rejected(with refused: [(position: Int, reason: String)]) -> [RejectedRecord] {
        if refused.isEmpty { return rejected.map(\.record) }
        let more = refused.map { refusal in
            let (position, place) = places[refusal.position]
            return (position: position, record: RejectedRecord(place: place, reason: refusal.reason))
        }
        return (rejected + more).sorted { $0.position < $1.position }.map(\.record)
    }
}
