import Testing
import WinnowLearning
import WinnowNumerics

@Suite("Probes of pairs")
struct PairProbesTests {
    private let classifier = LogisticRegression(l2: 0.01)

    /// The texts with a mark on every revised row, or without.
    private func texts(isMarked: Bool) throws -> TrainingSet {
        let training = try PairedTexts(pairCount: 100, singleCount: 20).training
        let revised = Set(training.pairs.map(\.revised))
        var dense = DenseMatrix(zeros: training.rowCount, 1)
        if isMarked { for row in revised { dense[row, 0] = 1 } }
        return try TrainingSet(
            features: FeatureRows(sparse: training.features.sparse, dense: dense),
            targets: training.targets,
            roots: training.roots,
            pairs: training.pairs,
            labelCount: 2
        )
    }

    @Test("tell revised texts where something marks them, and only there")
    func revision() throws {
        let marked = try #require(PairProbes.revision(of: texts(isMarked: true), by: classifier, seed: 1))
        let plain = try #require(PairProbes.revision(of: texts(isMarked: false), by: classifier, seed: 1))
        #expect(marked.value > 0.99)
        #expect(plain.value < 0.6)
    }

    @Test(
        "find the label in what is left of a text when originals' style gives it away, and not once pairs are learned"
    )
    func residue() throws {
        let training = try PairedTexts(pairCount: 200, singleCount: 0).training
        let originals = training.pairs.map(\.original)
        let alone = try training.selecting(rows: originals)
        let residues = try #require(training.features.sparse).withoutDecidingWords(rows: originals)
        let features = FeatureRows(sparse: residues)
        let from = try #require(
            PairProbes.residue(
                of: alone,
                residues: features,
                rows: Array(originals.indices),
                by: classifier,
                seed: 1
            )
        )
        let fromBoth = try #require(
            PairProbes.residue(of: training, residues: features, rows: originals, by: classifier, seed: 1)
        )
        #expect(from.value > 0.75 && fromBoth.value < from.value - 0.1, "\(from.value) \(fromBoth.value)")
    }

    /// A hundred originals with two revisions each, of three labels, as sparse rows of ones.
    private func twiceRevised(_ columns: (_ root: Int, _ isRevised: Bool) -> Set<UInt32>) throws -> TrainingSet {
        var builder = SparseMatrixBuilder(columnCount: 40)
        for root in 0..<100 {
            for part in 0..<3 {
                let columns = columns(root, part > 0).sorted()
                builder.append(columns: columns, values: columns.map { _ in 1 })
            }
        }
        return try TrainingSet(
            features: FeatureRows(sparse: builder.build()),
            targets: (0..<300).map { .label($0 % 3) },
            roots: (0..<300).map { Int64($0 / 3) },
            pairs: (0..<100).flatMap { root in
                [1, 2].map { RowPair(original: 3 * root, revised: 3 * root + $0, kind: .flip) }
            },
            labelCount: 3
        )
    }

    @Test("call it chance where two revisions of each original are told from it by nothing")
    func chance() throws {
        // A root's rows are the same, so either the original is told right or the revisions are.
        let training = try twiceRevised { root, _ in [UInt32(root % 7), UInt32(7 + root % 11), UInt32(18 + root % 13)] }
        let found = try #require(PairProbes.revision(of: training, by: classifier, seed: 1))
        #expect(abs(found.value - 0.5) < 1e-12)
        // Wilson's interval of 50 in 100 roots.
        #expect(abs((found.bounds?.lowerBound ?? 0) - 0.4038) < 1e-4)
        #expect(abs((found.bounds?.upperBound ?? 0) - 0.5962) < 1e-4)
    }

    @Test("weigh originals and revisions alike, also where the revisions are twice as many")
    func balance() throws {
        // A mark on one in ten originals and on two in five revisions: who has none is taken for an original.
        let training = try twiceRevised { root, isRevised in
            (isRevised ? root % 5 < 2 : root % 10 == 0) ? [0] : []
        }
        let found = try #require(PairProbes.revision(of: training, by: classifier, seed: 1))
        // The mean of 0.9 and 0.4.
        #expect(abs(found.value - 0.65) < 1e-12)
    }

    @Test("count as trials the roots of rows with a certain label only")
    func certain() throws {
        let training = try PairedTexts(pairCount: 200, singleCount: 0).training
        let originals = training.pairs.map(\.original)
        let alone = try training.selecting(rows: originals)
        let partial = try TrainingSet(
            features: alone.features,
            targets: alone.targets.enumerated().map {
                $0.offset % 4 == 0 ? .not([1 - $0.element.named[0]]) : $0.element
            },
            roots: alone.roots,
            labelCount: 2
        )
        let residues = try #require(training.features.sparse).withoutDecidingWords(rows: originals)
        let found = try #require(
            PairProbes.residue(
                of: partial,
                residues: FeatureRows(sparse: residues),
                rows: Array(originals.indices),
                by: classifier,
                seed: 1
            )
        )
        #expect(found == Estimate.share(successes: Int((found.value * 150).rounded()), trials: 150))
    }

    @Test("know nothing of too few pairs")
    func few() throws {
        let training = try PairedTexts(pairCount: 2, singleCount: 0).training
        #expect(PairProbes.revision(of: training, by: classifier, seed: 1) == nil)
    }
}

extension SparseMatrix {
    fileprivate func withoutDecidingWords(rows: [Int]) -> SparseMatrix {
        var builder = SparseMatrixBuilder(columnCount: columnCount)
        for row in rows {
            let kept = entries(of: row).filter { !PairedTexts.deciding.contains(Int(columns[$0])) }
            builder.append(columns: kept.map { columns[$0] }, values: kept.map { values[$0] })
        }
        return builder.build()
    }
}
