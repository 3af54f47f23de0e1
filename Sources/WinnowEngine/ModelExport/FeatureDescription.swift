internal import WinnowDomain
internal import WinnowLearning

/// How texts become the inputs of an exported model, in JSON: complete enough to be done in another language.
struct FeatureDescription {
    private let model: ExportedModel
    /// Whether the tables of LSA and encoders are written: a graph has them itself.
    private let hasBases: Bool

    init(_ model: ExportedModel, hasBases: Bool) {
        (self.model, self.hasBases) = (model, hasBases)
    }

    /// A list with an entry for each part of the features, in their order.
    func append(to out: inout JSONText) {
        out.array { out in
            if let terms = model.terms { append(terms, to: &out) }
            if let directions = model.directions { append(directions, to: &out) }
            for (number, encoder) in model.encoders.enumerated() { append(encoder, number, to: &out) }
        }
    }

    private func append(_ terms: ExportedTerms, to out: inout JSONText) {
        let tfidf = terms.configuration
        out.object { out in
            out.member("id", "tfidf.v1")
            out.member("input", .string(ModelGraph.termsName))
            out.member("columns", .integer(terms.columnCount))
            out.member("is_learned_from", .boolean(model.learnsTerms))
            out.member("text") { CharacterDescription().append(to: &$0) }
            out.member("words", Self.range(tfidf.words))
            out.member("characters", Self.range(tfidf.characters))
            out.member("hash", "murmur3_x86_32")
            out.member("word_seed", .integer(TFIDF.wordSeed))
            out.member("character_seed", .integer(TFIDF.characterSeed))
            out.member("dimensions", .integer(tfidf.dimensions))
            out.member("count_limit", .integer(FittedTFIDF.factors.count - 1))
            out.member("terms") { $0.numbers(terms.terms) }
            out.member("idf") { $0.numbers(terms.inverseFrequencies) }
        }
    }

    private func append(_ directions: ExportedModel.Directions, to out: inout JSONText) {
        out.object { out in
            out.member("id", "lsa.v1")
            out.member("terms", .integer(directions.termCount))
            out.member("columns", .integer(directions.columnCount))
            out.member("precision", "f16")
            if hasBases { out.member("basis") { $0.matrix(directions.basis, columnCount: directions.columnCount) } }
        }
    }

    private func append(_ encoder: ExportedModel.Encoder, _ number: Int, to out: inout JSONText) {
        let definition = encoder.definition
        out.object { out in
            out.member("id", .string(definition.kind.rawValue))
            out.member("input", .string(ModelGraph.encoderName(number)))
            out.member("columns", .integer(encoder.encoderCount))
            out.member("model", .string(definition.model))
            out.member("prompt", .string(definition.prompt))
            out.member("limit", definition.limit.map { .integer($0) } ?? .null)
            out.member("rest", .string(definition.rest.rawValue))
            out.member("kept_columns", .integer(encoder.columnCount))
            out.member("precision", "f16")
            if hasBases, let basis = encoder.basis {
                out.member("basis") { $0.matrix(basis, columnCount: encoder.columnCount) }
            }
        }
    }

    private static func range(_ lengths: ClosedRange<Int>?) -> JSON {
        lengths.map { .array([.integer($0.lowerBound), .integer($0.upperBound)]) } ?? .null
    }
}
