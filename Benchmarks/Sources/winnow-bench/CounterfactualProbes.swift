import WinnowLearning
import WinnowNumerics

extension CounterfactualTask {
    /// What else than the task the train pairs may teach, by name.
    func probes(by classifier: LogisticRegression) throws -> [String: Double] {
        let (first, rest) = (firstPairs, try residues())
        let both = try training(first.flatMap { [$0.original, $0.revised] })
        let alone = try training(first.map(\.original))
        let places = Array(first.indices)
        let estimates = [
            "revised told from originals": PairProbes.revision(of: both, by: classifier, seed: 1),
            "label of residues, from originals": PairProbes.residue(
                of: alone,
                residues: rest,
                rows: places,
                by: classifier,
                seed: 1
            ),
            "label of residues, from both": PairProbes.residue(
                of: both,
                residues: rest,
                rows: places.map { 2 * $0 },
                by: classifier,
                seed: 1
            ),
        ]
        var figures = estimates.compactMapValues { $0?.value }
        for (name, rows) in [("originals", train.originals), ("both", Array(train.texts.indices))] {
            let report = ArtifactReport(
                texts: rows.map { NormalizedText(train.texts[$0]).strings },
                labels: rows.map { train.labels[$0] },
                labelCount: train.names.count
            )
            figures["tokens beyond the line, \(name)"] = Double(Set(report.findings.map(\.token)).count)
            figures["tokens compared, \(name)"] = Double(report.tokenCount)
        }
        return figures
    }

    /// Each original with its first revision.
    private var firstPairs: [RowPair] {
        var seen: Set<Int> = []
        return train.pairs.filter { seen.insert($0.original).inserted }
    }

    /// What is left of these originals without the words that were edited.
    private func residues() throws -> FeatureRows {
        let texts = firstPairs.map { pair in
            let (old, new) = (NormalizedText(train.texts[pair.original]), NormalizedText(train.texts[pair.revised]))
            let removed = Set(new.strings.difference(from: old.strings).removals.map(\.offset))
            return old.strings.enumerated().filter { !removed.contains($0.offset) }.map(\.element).joined(
                separator: " "
            )
        }
        return FeatureRows(sparse: rows(of: texts))
    }
}

extension CollectionDifference.Change {
    /// Where it was, or is.
    fileprivate var offset: Int {
        switch self {
        case .insert(let offset, _, _), .remove(let offset, _, _): offset
        }
    }
}
