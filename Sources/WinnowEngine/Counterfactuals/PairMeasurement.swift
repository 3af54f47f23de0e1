internal import WinnowDomain
internal import WinnowLearning
internal import WinnowNumerics

/// Computes what pairs say of a model: a dozen fits, and the texts of the pairs.
struct PairMeasurement {
    let trainer: Trainer
    let data: LearningData
    /// Of the texts of `data`, by row.
    let texts: [Int: String]
    /// Of the present model.
    let hyperparameters: [String: Double]
    /// Pairs of items that are set aside, with what the present model says of their texts.
    let setAside: SetAside?

    /// Originals and revised texts, and `(n, k)` probabilities of them.
    struct SetAside {
        let examples: [LearningData.Example]
        let probabilities: DenseMatrix

        /// The items of the pairs.
        static func examples(of data: LearningData) -> [LearningData.Example] {
            let originals = Set(data.contrast.compactMap { $0.revision?.parentRow })
            return data.evaluation.filter { originals.contains($0.row) } + data.contrast
        }
    }

    private var queue: Queue { trainer.queue }
    private var classifier: any Classifier { queue.definition.candidates.candidate(of: hyperparameters).classifier }

    /// - Returns: nil without pairs.
    func figures() throws -> Evaluation.Pairs? {
        let revised = data.training.filter { $0.revision?.isAccepted == true }
        guard !revised.isEmpty || !data.contrast.isEmpty else { return nil }
        let edits = segments(of: revised)
        let words = revised.isEmpty ? [] : try WordChanges(self, edited: Set(edits.flatMap(\.keys))).strongest()
        let ratios = edits.map(\.ratio).sorted()
        return Evaluation.Pairs(
            pairs: revised.count,
            held: try held(withPairs: true),
            heldWithout: try held(withPairs: false),
            setAside: setAside.flatMap(report(of:)),
            coverage: coverage(revised),
            edits: kinds(edits),
            medianRatio: ratios.isEmpty ? 0 : ratios[ratios.count / 2],
            diversity: EditDiversity(edits.map(\.segments)).distinctShare,
            revisionProbe: try probe(),
            residueProbe: try residue(revised),
            words: words,
            artifacts: artifacts()
        )
    }

    /// What fits say of the texts of roots that they did not know.
    private func held(withPairs: Bool) throws -> Evaluation.Pairs.Report? {
        let scales = trainer.features.extractor.scales(labelCount: data.training.count)
        let training = try trainer.trainingSet(data.training, scales, countsPairs: withPairs)
        guard !training.pairs.isEmpty,
            let probabilities = CrossValidation.probabilities(
                of: classifier,
                on: training,
                seed: queue.definition.seed,
                cancellation: trainer.cancellation
            )
        else { return nil }
        return Evaluation.Pairs.Report(data.training, probabilities, training.pairs)
    }

    private func report(of setAside: SetAside) -> Evaluation.Pairs.Report? {
        let places = Dictionary(
            setAside.examples.enumerated().map { ($1.row, $0) },
            uniquingKeysWith: { first, _ in first }
        )
        let pairs = setAside.examples.enumerated().compactMap { place, example -> RowPair? in
            guard let revision = example.revision, let parent = places[revision.parentRow] else { return nil }
            return RowPair(original: parent, revised: place, kind: RowPair.Kind(revision.kind))
        }
        return Evaluation.Pairs.Report(setAside.examples, setAside.probabilities, pairs)
    }
}

extension PairMeasurement {
    /// More changes of labels than these make no table that somebody reads: only those with pairs are told then.
    private static let shownLabelCount = 8

    private func coverage(_ revised: [LearningData.Example]) -> [Evaluation.Pairs.Coverage] {
        let originals = data.training.filter { $0.revision == nil && $0.target.present.count == 1 }
        let labels = Dictionary(
            data.training.compactMap { example in example.target.present.first.map { (example.row, $0) } },
            uniquingKeysWith: { first, _ in first }
        )
        var roots: [[Int]: [ItemID]] = [:]
        for example in revised where example.revision?.kind == .flip {
            guard let target = example.target.present.first, let parent = example.revision?.parentRow,
                let source = labels[parent], source != target
            else { continue }
            roots[[source, target], default: []].append(example.root)
        }
        let counts = Dictionary(grouping: originals) { $0.target.present[0] }.mapValues(\.count)
        return queue.labels.indices.flatMap { source in
            queue.labels.indices.compactMap { target in
                let own = roots[[source, target]] ?? []
                guard source != target, !own.isEmpty || queue.labels.count <= Self.shownLabelCount else { return nil }
                return Evaluation.Pairs.Coverage(
                    label: queue.labels[source].name,
                    target: queue.labels[target].name,
                    pairs: own.count,
                    roots: Set(own).count,
                    originals: counts[source] ?? 0
                )
            }
        }
    }

    /// An edit, by its stretches.
    struct Edit {
        let target: Int
        let segments: [EditSegment]
        let ratio: Double
        /// The words that went and came.
        var keys: [String] { segments.flatMap { $0.original + $0.revised } }
    }

    private func segments(of revised: [LearningData.Example]) -> [Edit] {
        revised.compactMap { example in
            guard let parent = example.revision?.parentRow, let before = texts[parent], let after = texts[example.row],
                let target = example.target.present.first
            else { return nil }
            let (old, new) = (TokenizedText(before), TokenizedText(after))
            return Edit(
                target: target,
                segments: EditSegment.all(from: old, to: new),
                ratio: EditMeasure(from: old, to: new).ratio
            )
        }
    }

    private func kinds(_ edits: [Edit]) -> [Evaluation.Pairs.Edits] {
        Dictionary(grouping: edits, by: \.target).flatMap { target, own in
            EditKind.counts(of: own.flatMap(\.segments)).map { kind, count in
                Evaluation.Pairs.Edits(target: queue.labels[target].name, kind: kind.rawValue, count: count)
            }
        }.sorted { ($0.target, $1.count, $0.kind) < ($1.target, $0.count, $1.kind) }
    }

    private func probe() throws -> Evaluation.Figure? {
        let scales = trainer.features.extractor.scales(labelCount: data.training.count)
        return PairProbes.revision(
            of: try trainer.trainingSet(data.training, scales),
            by: classifier,
            seed: queue.definition.seed,
            cancellation: trainer.cancellation
        ).map { Evaluation.Figure($0) }
    }

    /// The label from what is left of originals without the words that were edited.
    private func residue(_ revised: [LearningData.Example]) throws -> Evaluation.Figure? {
        let places = Dictionary(
            data.training.enumerated().map { ($1.row, $0) },
            uniquingKeysWith: { first, _ in first }
        )
        var left: [(place: Int, text: String)] = []
        for example in revised {
            guard let parent = example.revision?.parentRow, example.revision?.kind == .flip,
                let place = places[parent], let before = texts[parent], let after = texts[example.row]
            else { continue }
            let edited = EditSegment.all(from: TokenizedText(before), to: TokenizedText(after))
            let gone = Set(edited.flatMap { Array($0.originalTokens) })
            let tokens = TokenizedText(before).tokens.enumerated().filter { !gone.contains($0.offset) }
            left.append((place, tokens.map { String($0.element.text) }.joined(separator: " ")))
        }
        guard !left.isEmpty else { return nil }
        let scales = trainer.features.extractor.scales(labelCount: data.training.count)
        let rows = try trainer.features.extractor.rows(of: left.map(\.text))
        return PairProbes.residue(
            of: try trainer.trainingSet(data.training, scales),
            residues: rows.gather(Array(left.indices), scaledBy: scales),
            rows: left.map(\.place),
            by: classifier,
            seed: queue.definition.seed,
            cancellation: trainer.cancellation
        ).map { Evaluation.Figure($0) }
    }

    private static let shownArtifactCount = 30

    /// Words beyond chance among the originals, and which of them pairs have brought back.
    private func artifacts() -> [Evaluation.Pairs.Artifact] {
        func found(_ examples: [LearningData.Example]) -> ArtifactReport {
            let known = examples.filter { $0.target.present.count == 1 }
            return ArtifactReport(
                texts: known.map { TokenizedText(texts[$0.row] ?? "").tokens.filter(\.isWord).map(\.key) },
                labels: known.map { $0.target.present[0] },
                labelCount: queue.labels.count
            )
        }
        let before = found(data.training.filter { $0.revision == nil })
        let after = Set(found(data.training).findings.map { "\($0.label) \($0.token)" })
        return before.findings.prefix(Self.shownArtifactCount).map { finding in
            Evaluation.Pairs.Artifact(
                word: finding.token,
                label: queue.labels[finding.label].name,
                texts: finding.textCount,
                share: finding.share,
                z: finding.z,
                isStillThere: after.contains("\(finding.label) \(finding.token)")
            )
        }
    }
}

extension LearningData {
    /// All pairs, and some of the other examples: from everywhere among the items, which may be sorted by label or by time.
    func around(pairs count: Int, having isWanted: (Example) -> Bool = { _ in true }) -> LearningData {
        let wanted = training.filter(isWanted)
        let parents = Set(wanted.compactMap { $0.revision?.parentRow })
        let (paired, single) = (
            wanted.filter { $0.revision != nil || parents.contains($0.row) },
            wanted.filter { $0.revision == nil && !parents.contains($0.row) }
        )
        let some = single.count <= count ? single : (0..<count).map { single[$0 * single.count / count] }
        return LearningData(
            training: (paired + some).sorted { $0.row < $1.row },
            evaluation: evaluation,
            contrast: contrast,
            answered: answered
        )
    }
}
