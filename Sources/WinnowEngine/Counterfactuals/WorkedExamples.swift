package import WinnowDomain

extension CounterfactualDesk {
    /// Edits that are looked at for each label, the smallest first.
    private static let lookedAtCount = 20

    /// For each label that an item's could become, the smallest accepted edit that made another text so: to show how small an
    /// edit can be. In the order of the labels.
    ///
    /// - Parameter known: The queue's counterfactuals, or those that were there a moment ago.
    package func workedExamples(
        for subject: RevisionSubject,
        among known: [CounterfactualRecord]
    ) async throws -> [CounterfactualList.Entry] {
        let candidates = known.filter { record in
            let one = record.counterfactual
            return one.kind == .flip && one.source == subject.source && one.parent != subject.item.id
                && !one.isImpossible && record.isStoodFor && record.verdict?.action != .reject
        }
        let smallest = Dictionary(grouping: candidates, by: \.counterfactual.target).values.flatMap { records in
            records.sorted { Self.size($0) < Self.size($1) }.prefix(Self.lookedAtCount)
        }
        let accepted = try await entries(smallest).filter { $0.state == .accepted }
        return Dictionary(grouping: accepted, by: \.counterfactual.target).sorted { $0.key < $1.key }
            .compactMap { $0.value.min { Self.size($0.record) < Self.size($1.record) } }
    }

    private static func size(_ record: CounterfactualRecord) -> (ratio: Double, id: CounterfactualID) {
        (record.counterfactual.edit.ratio, record.counterfactual.id)
    }
}
