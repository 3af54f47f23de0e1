internal import WinnowDomain
internal import WinnowLearning

extension FittedExtractor {
    /// The same columns, of which each is as cheap to learn with as a definition says.
    ///
    /// - Parameter definitions: Those that it was made by, with other scales and tempering.
    func learned(as definitions: [FeatureDefinition]) -> FittedExtractor {
        var configuration = configuration
        var encoders = encoders
        var number = 0
        for definition in definitions {
            switch definition {
            case .tfidf(let tfidf): configuration.tfidfScale = Float(tfidf.scale)
            case .lsa(let lsa): configuration.tempering = Tempering(power: lsa.temper)
            case .encoder(let encoder):
                let columns = encoders[number].columns.learned(
                    scale: Float(encoder.scale),
                    tempering: Tempering(power: encoder.temper)
                )
                encoders[number] = FittedEncoder(encoders[number].encoder, columns: columns)
                configuration.encoded[number] = columns.configuration
                number += 1
            }
        }
        return FittedExtractor(configuration: configuration, tfidf: tfidf, lsa: lsa, encoders: encoders)
    }
}
