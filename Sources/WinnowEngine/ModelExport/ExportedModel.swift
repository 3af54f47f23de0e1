internal import WinnowDomain
internal import WinnowLearning
internal import WinnowNumerics

/// A model version in plain numbers: what both files are written from.
///
/// Features are those of `FittedExtractor`, in its order: counted columns that the model learned from, columns of LSA, columns of
/// each encoder. Columns that no weight is on are left out of the counted ones.
struct ExportedModel: Sendable {
    /// `inputs · weights + bias`; all but the last are rectified before the next.
    struct Layer: Sendable {
        /// Row-major `(inputs, outputs)`.
        var weights: [Float]
        /// By output.
        var bias: [Float]

        var outputCount: Int { bias.count }
    }

    /// Columns of LSA: the first counted columns times a basis, then scaled to length 1.
    struct Directions: Sendable {
        /// Row-major `(termCount, columnCount)`.
        var basis: [Float]
        var termCount: Int
        var columnCount: Int
    }

    /// Columns that an encoder makes, turned along the axes of the pool where there is a basis.
    struct Encoder: Sendable {
        var definition: EncoderDefinition
        /// Of what it makes of a text.
        var encoderCount: Int
        /// Of what is kept of it.
        var columnCount: Int
        /// Row-major `(encoderCount, columnCount)`; nil where columns stay as they are.
        var basis: [Float]?
    }

    /// nil without counted columns.
    let terms: ExportedTerms?
    /// Whether the first layer reads counted columns; else they only serve to make those of LSA.
    let learnsTerms: Bool
    let directions: Directions?
    let encoders: [Encoder]
    let layers: [Layer]
    let head: OutputHead
    let seenLabels: [Int]
    let labelCount: Int
    let calibration: Calibration

    /// - Throws: `ModelExportRefusal`.
    init(_ model: QueueModel) throws(ModelExportRefusal) {
        let (classifier, extractor) = (model.classifier, model.extractor)
        let network = try PlainNetwork(classifier.model, of: model.version.number)
        let directions = extractor.lsa.map { lsa in
            let termCount = min(lsa.basis.rowCount, extractor.tfidf?.knownCount ?? 0)
            return Directions(
                basis: lsa.basis.plain(rows: termCount),
                termCount: termCount,
                columnCount: lsa.columnCount
            )
        }
        let sparseCount = extractor.sparseColumnCount
        let weighted = Set(network.columns.prefix { $0 < sparseCount })
        let terms = extractor.tfidf.map { tfidf in
            ExportedTerms(tfidf) { $0 < directions?.termCount ?? 0 || weighted.contains($0) }
        }
        learnsTerms = sparseCount > 0
        let definitions = model.version.recipe.definition.features.encoders
        encoders = zip(extractor.encoders, definitions).map { encoder, definition in
            Encoder(
                definition: definition,
                encoderCount: encoder.columns.configuration.encoderCount,
                columnCount: encoder.columns.columnCount,
                basis: encoder.columns.basis.map { $0.plain(rows: $0.rowCount) }
            )
        }
        let first = network.firstLayer(
            denseColumnCount: extractor.columnCount - sparseCount,
            firstDense: sparseCount,
            terms: sparseCount > 0 ? terms : nil
        )
        (self.terms, self.directions) = (terms, directions)
        layers = [first] + network.others
        (head, seenLabels) = (classifier.model.head, classifier.model.seenLabels)
        (labelCount, calibration) = (classifier.model.labelCount, classifier.calibration)
    }

    /// Numbers that the first layer reads.
    var inputCount: Int {
        (learnsTerms ? terms?.columnCount ?? 0 : 0) + (directions?.columnCount ?? 0)
            + encoders.reduce(0) { $0 + $1.columnCount }
    }

    /// About how many bytes its numbers take in single precision.
    var byteCount: Int {
        let layers = layers.reduce(0) { $0 + $1.weights.count + $1.bias.count }
        let bases = (directions?.basis.count ?? 0) + encoders.reduce(0) { $0 + ($1.basis?.count ?? 0) }
        // The terms are written as text: two numbers each.
        return 4 * (layers + bases) + 24 * (terms?.terms.count ?? 0)
    }
}

extension WideMatrix {
    /// The first rows without padding.
    fileprivate func plain(rows: Int) -> [Float] {
        var out: [Float] = []
        out.reserveCapacity(rows * columnCount)
        for row in 0..<rows { out += values[row * stride..<row * stride + columnCount] }
        return out
    }
}
