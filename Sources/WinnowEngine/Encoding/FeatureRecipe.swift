internal import Foundation
package import WinnowDomain
internal import WinnowLearning

/// A definition's extractors with the encoders that they name.
package struct FeatureRecipe: Sendable {
    package let definitions: [FeatureDefinition]
    /// Of the definitions that name one, in their order.
    package let encoders: [QueueEncoder]
    /// What is to be fitted.
    let configuration: FeatureExtractor

    /// - Parameters:
    ///   - definitions: Checked: one thing to learn from at least, and `tfidf.v1` beside `lsa.v1`.
    ///   - encoders: Of those that are encoders.
    /// - Throws: `EncodingProblem.tooManyColumns`.
    init(_ definitions: [FeatureDefinition], encoders: [QueueEncoder]) throws(EncodingProblem) {
        self.definitions = definitions
        self.encoders = encoders
        var (tfidf, lsa): (TFIDFDefinition?, LSADefinition?)
        var encoded: [EncodedColumns] = []
        for definition in definitions {
            switch definition {
            case .tfidf(let definition): tfidf = definition
            case .lsa(let definition): lsa = definition
            case .encoder(let definition):
                encoded.append(try EncodedColumns(definition, of: encoders[encoded.count]))
            }
        }
        configuration = FeatureExtractor(
            tfidf: tfidf.map {
                TFIDF(words: $0.words, characters: $0.characters, dimensions: $0.dimensions)
            },
            tfidfScale: Float(tfidf?.scale ?? 1),
            lsa: lsa.map { LSA(columnCount: $0.columns) },
            tempering: Tempering(power: lsa?.temper ?? 0),
            encoded: encoded
        )
    }

    /// What the encoders' columns hang on beside the definitions.
    var versions: [String] { encoders.map(\.version) }
}

extension EncodedColumns {
    fileprivate init(_ definition: EncoderDefinition, of encoder: QueueEncoder) throws(EncodingProblem) {
        if let wanted = definition.columns, wanted > encoder.columnCount {
            throw .tooManyColumns(model: definition.model, wanted: wanted, found: encoder.columnCount)
        }
        self.init(
            encoderCount: encoder.columnCount,
            columnCount: definition.columns,
            scale: Float(definition.scale),
            tempering: Tempering(power: definition.isStandardized ? 0 : definition.temper),
            isStandardized: definition.isStandardized
        )
    }
}
