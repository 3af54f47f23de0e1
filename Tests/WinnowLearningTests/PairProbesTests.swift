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
