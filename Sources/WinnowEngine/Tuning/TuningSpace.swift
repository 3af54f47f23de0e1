internal import WinnowDomain
internal import WinnowLearning

/// What a search over a queue's hyperparameters may choose, and what its choices mean in a queue file.
struct TuningSpace: Sendable {
    private enum Name {
        static let classifier = "classifier"
        static let l2 = "l2"
        static let labelWeights = "label_weights"
        static let variant = "variant"
        static let smoothing = "smoothing"
        static let neighbours = "neighbours"
        static let weighting = "weighting"
        static let hidden = "hidden"
        static let dropout = "dropout"
        static let learningRate = "learning_rate"
        static let weightDecay = "weight_decay"
        static let scale = "scale"
        static let temper = "temper"
    }

    private typealias Kind = ClassifierDefinition.Kind
    typealias Configuration = SearchSpace.Configuration

    /// As it is.
    let definition: QueueDefinition
    let space: SearchSpace

    /// - Parameter kinds: Classifiers to choose from.
    init(_ definition: QueueDefinition, kinds: [ClassifierDefinition.Kind]) {
        self.definition = definition
        let names = { (kinds: [Kind]) in kinds.map(\.rawValue) }
        let of = { (kinds: [Kind]) in Hyperparameter.Condition(Name.classifier, names(kinds)) }
        let regularised = of([.logisticRegression, .linearSVM])
        var parameters = [
            Hyperparameter(Name.classifier, .choice(names(kinds))),
            Hyperparameter(Name.l2, .real(0.001...30, isLogarithmic: true), if: regularised),
            Hyperparameter(
                Name.labelWeights,
                .choice(words(ClassifierDefinition.LabelWeights.self)),
                if: of([.logisticRegression, .linearSVM, .perceptron])
            ),
            Hyperparameter(
                Name.variant,
                .choice(words(NaiveBayesDefinition.Variant.self)),
                if: of([.naiveBayes])
            ),
            Hyperparameter(Name.smoothing, .real(0.01...10, isLogarithmic: true), if: of([.naiveBayes])),
            Hyperparameter(Name.neighbours, .integer(1...50, isLogarithmic: true), if: of([.nearestNeighbours])),
            Hyperparameter(
                Name.weighting,
                .choice(words(NearestNeighboursDefinition.Weighting.self)),
                if: of([.nearestNeighbours])
            ),
            Hyperparameter(Name.hidden, .integer(16...256, isLogarithmic: true), if: of([.perceptron])),
            Hyperparameter(Name.dropout, .real(0...0.7, isLogarithmic: false), if: of([.perceptron])),
            Hyperparameter(Name.learningRate, .real(0.01...0.5, isLogarithmic: true), if: of([.perceptron])),
            Hyperparameter(Name.weightDecay, .real(0.01...3, isLogarithmic: true), if: of([.perceptron])),
        ]
        if definition.features.hasAxes {
            // Naive Bayes reads one kind of column, and its smoothing says what a scale would.
            let scaled = of(kinds.filter { $0 != .naiveBayes })
            parameters.append(Hyperparameter(Name.temper, .real(0...0.6, isLogarithmic: false), if: scaled))
            // Without counted columns among the features there is nothing to scale, and a trial could not tell.
            if definition.features.hasCounts {
                parameters.append(Hyperparameter(Name.scale, .real(0.05...2, isLogarithmic: true), if: scaled))
            }
        }
        space = SearchSpace(parameters)
    }

    /// The queue as it is.
    ///
    /// - Parameter chosen: What cross-validation chose last where the queue file says `auto`.
    func present(_ chosen: [String: Double]) -> Configuration {
        let classifier = definition.classifier
        var configuration: Configuration = [Name.classifier: .choice(classifier.kind.rawValue)]
        let preferred = classifier.candidates(seed: definition.seed).candidate(of: chosen).hyperparameters
        if classifier.weighsLabels { configuration[Name.labelWeights] = .choice(classifier.labelWeights.rawValue) }
        switch classifier.method {
        case .logisticRegression, .linearSVM: configuration[Name.l2] = preferred[Name.l2].map { .real($0) }
        case .naiveBayes(let naiveBayes):
            configuration[Name.variant] = .choice(naiveBayes.variant.rawValue)
            configuration[Name.smoothing] = preferred[Name.smoothing].map { .real($0) }
        case .nearestNeighbours(let nearest):
            configuration[Name.weighting] = .choice(nearest.weighting.rawValue)
            configuration[Name.neighbours] = preferred[Name.neighbours].map { .integer(Int($0)) }
        case .perceptron(let perceptron):
            configuration[Name.hidden] = .integer(perceptron.hidden.first ?? 0)
            configuration[Name.dropout] = .real(perceptron.dropout)
            configuration[Name.learningRate] = .real(perceptron.learningRate)
            configuration[Name.weightDecay] = .real(perceptron.weightDecay)
        }
        guard definition.features.hasAxes, classifier.kind != .naiveBayes else { return configuration }
        for feature in definition.features {
            switch feature {
            case .tfidf(let tfidf): if tfidf.scale > 0 { configuration[Name.scale] = .real(tfidf.scale) }
            case .lsa(let lsa): configuration[Name.temper] = .real(lsa.temper)
            case .encoder(let encoder):
                if encoder.hasAxes { configuration[Name.temper] = .real(encoder.temper) }
            }
        }
        return configuration
    }

    /// The queue with a configuration; nil for one that makes none.
    func definition(_ configuration: Configuration) -> QueueDefinition? {
        guard let kind = configuration[Name.classifier]?.word.flatMap(Kind.init(rawValue:)),
            let method = method(kind, configuration)
        else { return nil }
        var changed = definition
        changed.classifier.method = method
        changed.classifier.labelWeights =
            configuration[Name.labelWeights]?.word.flatMap { .init(rawValue: $0) } ?? .equal
        changed.features = definition.features.map { feature in
            switch feature {
            case .tfidf(var tfidf):
                tfidf.scale = configuration[Name.scale]?.real ?? tfidf.scale
                return .tfidf(tfidf)
            case .lsa(var lsa):
                lsa.temper = configuration[Name.temper]?.real ?? lsa.temper
                return .lsa(lsa)
            case .encoder(var encoder):
                if encoder.hasAxes { encoder.temper = configuration[Name.temper]?.real ?? encoder.temper }
                return .encoder(encoder)
            }
        }
        return changed
    }

    private func method(
        _ kind: ClassifierDefinition.Kind,
        _ configuration: Configuration
    ) -> ClassifierDefinition.Method? {
        switch kind {
        case .logisticRegression: return configuration[Name.l2]?.real.map { .logisticRegression(l2: $0) }
        case .linearSVM: return configuration[Name.l2]?.real.map { .linearSVM(l2: $0) }
        case .naiveBayes:
            return configuration[Name.variant]?.word.flatMap(NaiveBayesDefinition.Variant.init(rawValue:)).map {
                .naiveBayes(NaiveBayesDefinition(variant: $0, smoothing: configuration[Name.smoothing]?.real))
            }
        case .nearestNeighbours:
            let weighting = configuration[Name.weighting]?.word
            return weighting.flatMap(NearestNeighboursDefinition.Weighting.init(rawValue:)).map {
                .nearestNeighbours(
                    NearestNeighboursDefinition(neighbours: configuration[Name.neighbours]?.integer, weighting: $0)
                )
            }
        case .perceptron:
            var perceptron = PerceptronDefinition.usual
            if case .perceptron(let own) = definition.classifier.method { perceptron = own }
            guard let units = configuration[Name.hidden]?.integer, let dropout = configuration[Name.dropout]?.real,
                let rate = configuration[Name.learningRate]?.real, let decay = configuration[Name.weightDecay]?.real
            else { return nil }
            perceptron.hidden = [units] + perceptron.hidden.dropFirst()
            (perceptron.dropout, perceptron.learningRate, perceptron.weightDecay) = (dropout, rate, decay)
            return .perceptron(perceptron)
        }
    }
}

private func words<Word: CaseIterable & RawRepresentable<String>>(_ type: Word.Type) -> [String] {
    type.allCases.map(\.rawValue)
}

extension [FeatureDefinition] {
    /// Whether there are columns along a pool's axes, which can be tempered.
    fileprivate var hasAxes: Bool {
        contains { feature in
            switch feature {
            case .tfidf: false
            case .lsa: true
            case .encoder(let encoder): encoder.hasAxes
            }
        }
    }
}

extension EncoderDefinition {
    fileprivate var hasAxes: Bool { !isStandardized && (temper > 0 || columns != nil) }
}
