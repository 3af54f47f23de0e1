/// One feature extractor; several are put side by side.
package enum FeatureDefinition: Hashable, Sendable, Codable {
    case tfidf(TFIDFDefinition)
    case lsa(LSADefinition)
    case encoder(EncoderDefinition)

    private enum CodingKeys: String, CodingKey {
        case tfidf
        case lsa
        case encoder
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        if let lsa = try container.decodeIfPresent(LSADefinition.self, forKey: .lsa) {
            self = .lsa(lsa)
        } else if let encoder = try container.decodeIfPresent(EncoderDefinition.self, forKey: .encoder) {
            self = .encoder(encoder)
        } else {
            self = .tfidf(try container.decode(TFIDFDefinition.self, forKey: .tfidf))
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        switch self {
        case .tfidf(let tfidf): try container.encode(tfidf, forKey: .tfidf)
        case .lsa(let lsa): try container.encode(lsa, forKey: .lsa)
        case .encoder(let encoder): try container.encode(encoder, forKey: .encoder)
        }
    }
}

/// `tfidf.v1`: counts of word and character sequences, weighted by rarity.
package struct TFIDFDefinition: Hashable, Sendable, Codable {
    package var words: ClosedRange<Int>?
    package var characters: ClosedRange<Int>?
    package var dimensions: Int
    /// What its columns count beside those of other extractors; with 0 they only serve to make these.
    package var scale: Double
    /// How much more those columns count that tell labels apart, 0…1: the power of their log-count ratios.
    package var ratios: Double

    package init(
        words: ClosedRange<Int>?,
        characters: ClosedRange<Int>?,
        dimensions: Int,
        scale: Double = 1,
        ratios: Double = 0
    ) {
        self.words = words
        self.characters = characters
        self.dimensions = dimensions
        self.scale = scale
        self.ratios = ratios
    }

    /// Definitions that are stored may be older than a key.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        words = try container.decodeIfPresent(ClosedRange<Int>.self, forKey: .words)
        characters = try container.decodeIfPresent(ClosedRange<Int>.self, forKey: .characters)
        dimensions = try container.decode(Int.self, forKey: .dimensions)
        scale = try container.decodeIfPresent(Double.self, forKey: .scale) ?? 1
        ratios = try container.decodeIfPresent(Double.self, forKey: .ratios) ?? 0
    }
}

/// `lsa.v1`: the directions in which the pool's TF-IDF rows vary most.
package struct LSADefinition: Hashable, Sendable, Codable {
    package var columns: Int
    /// How much cheaper to learn with the directions of most variance are, 0…1.
    package var temper: Double

    package init(columns: Int, temper: Double) {
        self.columns = columns
        self.temper = temper
    }
}

extension [FeatureDefinition] {
    /// Whether there are counted columns to learn from.
    package var hasCounts: Bool { contains { if case .tfidf(let tfidf) = $0 { tfidf.scale > 0 } else { false } } }

    /// Whether there are dense columns, in which distances can be measured.
    package var hasDense: Bool { contains { if case .tfidf = $0 { false } else { true } } }

    /// The encoders among them, in their order.
    package var encoders: [EncoderDefinition] {
        compactMap { if case .encoder(let encoder) = $0 { encoder } else { nil } }
    }
}
