package import WinnowDomain
package import WinnowEncoders
internal import WinnowLearning

extension TuningSet {
    /// What a queue's annotators said of items that a model may learn from, never of those that it is measured on.
    ///
    /// Items of one root are one group. Items of which only something is known, as what they are not, are left out.
    ///
    /// - Parameters:
    ///   - queue: Of a single choice.
    ///   - index: All its items.
    ///   - poolCount: Texts without labels, at most; they lie evenly in the queue.
    package init(
        of queue: Queue,
        history: LabelHistory,
        index: ItemIndex,
        store: any ItemStore,
        poolCount: Int
    ) async throws {
        let standing = history.standing(at: history.lastEvent)
        let data = LearningData(standing, queue: queue, index: index)
        var rows: [Int] = []
        var labels: [Int] = []
        var groups: [Int] = []
        var places: [ItemID: Int] = [:]
        for example in data.training {
            // Drafts that nobody has looked at count little elsewhere, and here everything counts the same.
            guard case .label(let label) = example.target, example.revision?.isAccepted != false else { continue }
            let place = places[example.root] ?? places.count
            places[example.root] = place
            rows.append(example.row)
            labels.append(label)
            groups.append(place)
        }
        let others = index.entries.indices.filter {
            index.entries[$0].isInPool && standing[index.entries[$0].id] == nil
        }
        let count = min(poolCount, others.count)
        let texts = QueueTexts(queue: queue, index: index.entries, items: store)
        self.init(
            texts: try await texts.texts(rows: rows),
            labels: labels,
            groups: groups,
            pool: try await texts.texts(rows: (0..<count).map { others[$0 * others.count / count] }),
            labelCount: queue.labels.count
        )
    }
}
