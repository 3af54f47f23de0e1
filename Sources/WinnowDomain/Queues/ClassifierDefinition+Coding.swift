extension ClassifierDefinition: Codable {
    private enum CodingKeys: String, CodingKey {
        case kind
        case l2
        case naiveBayes
        case perceptron
        case nearestNeighbours
        case calibration
        case labelWeights
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let l2 = try container.decodeIfPresent(Double.self, forKey: .l2)
        method =
            switch try container.decode(Kind.self, forKey: .kind) {
            case .logisticRegression: .logisticRegression(l2: l2)
            case .linearSVM: .linearSVM(l2: l2)
            case .naiveBayes: .naiveBayes(try container.decode(NaiveBayesDefinition.self, forKey: .naiveBayes))
            case .perceptron: .perceptron(try container.decode(PerceptronDefinition.self, forKey: .perceptron))
            case .nearestNeighbours:
                .nearestNeighbours(
                    try container.decode(NearestNeighboursDefinition.self, forKey: .nearestNeighbours)
                )
            }
        calibration = try container.decode(Calibration.self, forKey: .calibration)
        labelWeights = try container.decode(LabelWeights.self, forKey: .labelWeights)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(kind, forKey: .kind)
        switch method {
        case .logisticRegression(let l2), .linearSVM(let l2): try container.encodeIfPresent(l2, forKey: .l2)
        case .naiveBayes(let naiveBayes): try container.encode(naiveBayes, forKey: .naiveBayes)
        case .perceptron(let perceptron): try container.encode(perceptron, forKey: .perceptron)
        case .nearestNeighbours(let neighbours): try container.encode(neighbours, forKey: .nearestNeighbours)
        }
        try container.encode(calibration, forKey: .calibration)
        try container.encode(labelWeights, forKey: .labelWeights)
    }
}
