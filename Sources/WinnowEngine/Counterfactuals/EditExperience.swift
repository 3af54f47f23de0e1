internal import WinnowDomain
internal import WinnowLearning

/// What a queue's texts and pairs teach about editing: by what people replaced which phrase, and how its texts read.
struct EditExperience: Sendable {
    /// Accepted flips, never of items that are measured on.
    let pairs: [AcceptedPair]
    let memory: SubstitutionMemory
    let checks: DraftChecks

    /// Computes for long: it aligns each pair.
    ///
    /// - Parameter texts: Of the training examples, by row.
    init(_ data: LearningData, _ texts: [Int: String]) {
        pairs = Self.pairs(data, texts)
        memory = SubstitutionMemory(pairs)
        let originals = data.training.filter { $0.revision == nil }
        let fluency = FluencyModel(originals.map { texts[$0.row] ?? "" })
        checks = DraftChecks(fluency: originals.isEmpty ? nil : FluencyCheck(fluency, accepted: pairs))
    }

    private static func pairs(_ data: LearningData, _ texts: [Int: String]) -> [AcceptedPair] {
        let labels = Dictionary(
            data.training.compactMap { example in example.target.present.first.map { (example.row, $0) } },
            uniquingKeysWith: { first, _ in first }
        )
        return data.training.compactMap { example in
            guard let revision = example.revision, revision.isAccepted, revision.kind == .flip,
                let original = texts[revision.parentRow], let revised = texts[example.row],
                let source = labels[revision.parentRow], let target = labels[example.row]
            else { return nil }
            return AcceptedPair(original: original, revised: revised, sourceLabel: source, targetLabel: target)
        }
    }

    /// The shortest of the pairs from one label to another, to show how small an edit can be.
    func example(from source: Int, to target: Int) -> ChatPrompt.Example? {
        pairs.filter { $0.sourceLabel == source && $0.targetLabel == target }
            .min { ($0.original.utf8.count, $0.original) < ($1.original.utf8.count, $1.original) }
            .map { ChatPrompt.Example(original: $0.original, revised: $0.revised) }
    }
}
