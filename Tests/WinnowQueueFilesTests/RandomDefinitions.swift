import WinnowDomain

/// Definitions that the queue file can express, drawn at random from a seed.
struct RandomDefinitions {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    /// SplitMix64.
    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var value = state
        value = (value ^ (value >> 30)) &* 0xbf58_476d_1ce4_e5b9
        value = (value ^ (value >> 27)) &* 0x94d0_49bb_1331_11eb
        return value ^ (value >> 31)
    }

    mutating func number(_ range: ClosedRange<Int>) -> Int {
        range.lowerBound + Int(next() % UInt64(range.count))
    }

    mutating func chance() -> Bool { next() & 1 == 0 }

    mutating func pick<Element>(_ elements: [Element]) -> Element {
        elements[number(0...elements.count - 1)]
    }

    private mutating func share(_ most: Double) -> Double {
        Double(next() >> 11) * 0x1p-53 * most
    }

    private static let pieces = [
        "a", "Z", "ä", "e\u{301}", "🙂", "漢", "0", "7", "-", ":", ": ", " #", "#", "'", "\"", "\\", "{", "}", "[", "]",
        ",", "&x", "*y", "!", "%", "@", "`", "|", ">", "?", "- ", "true", "no", "null", "~", ".", "=", "<<", "1e3",
        "\u{fffd}", "\u{1f468}\u{200d}\u{1f469}",
    ]

    /// One line without spaces at its ends.
    mutating func line() -> String {
        var text = ""
        for _ in 0..<number(1...6) { text += pick(RandomDefinitions.pieces) + (chance() ? " " : "") }
        text = String(text.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
        return text.isEmpty ? "x" : text
    }

    /// Any text, apart from a byte order mark at its start, which Foundation drops when Yams makes a string.
    mutating func prose() -> String {
        var text = ""
        for _ in 0..<number(0...8) {
            let separators = ["\n", "\n\n", "  ", "\t", "\u{1}", "\r\n", "\u{85}", "\u{2028}", "\u{feff}"]
            text += pick([line(), line() + "\n"] + separators)
        }
        return text.unicodeScalars.first == "\u{feff}" ? "x" + text : text
    }

    private mutating func labels() -> [LabelDefinition] {
        var names: Set<String> = []
        while names.count < 2 { names.insert(line()) }
        for _ in 0..<number(0...10) { names.insert(line()) }
        var keys = Array("abdefhijklmnoprstvxyz0123456789:#\"'\\äß漢").map(String.init)
        return names.sorted().enumerated().map { index, name in
            let key = chance() ? nil : keys.remove(at: number(0...keys.count - 1))
            let was = chance() ? nil : "former \(index)"
            return LabelDefinition(name: name, key: key, description: chance() ? nil : line(), was: was)
        }
    }

    private mutating func template() -> TextTemplate {
        let field = pick(["body", "a b", "customer.name", "ä:\"x\""])
        let source = prose().replacing("{", with: "") + "{{\(field)}}" + prose().replacing("{", with: "")
        let text = source.unicodeScalars.first == "\u{feff}" ? "x" + source : source
        return (try? TextTemplate(text)) ?? template()
    }

    private mutating func features() -> [FeatureDefinition] {
        let words = chance() ? nil : 1...number(1...5)
        let characters = words != nil && chance() ? nil : number(1...4)...number(4...8)
        let hasLSA = chance()
        let tfidf = FeatureDefinition.tfidf(
            TFIDFDefinition(
                words: words,
                characters: characters,
                dimensions: 1 << number(10...22),
                scale: hasLSA && chance() ? 0 : share(100) + 1e-9,
                ratios: chance() ? 0 : share(1)
            )
        )
        let lsa = FeatureDefinition.lsa(LSADefinition(columns: number(2...1024), temper: share(1)))
        let counted = hasLSA ? pick([[tfidf, lsa], [lsa, tfidf]]) : [tfidf]
        let encoders = (0..<number(0...2)).map { FeatureDefinition.encoder(encoder("model \($0) \(line())")) }
        return encoders.isEmpty ? counted : pick([encoders, counted + encoders, encoders + counted])
    }

    private mutating func encoder(_ model: String) -> EncoderDefinition {
        var encoder = EncoderDefinition(kind: pick([.native, .table, .remote]), model: model)
        encoder.columns = chance() ? nil : number(2...8192)
        encoder.scale = share(100)
        encoder.isStandardized = chance()
        encoder.temper = encoder.isStandardized ? 0 : share(1)
        if encoder.kind != .table { encoder.prompt = chance() ? "" : prose() }
        if encoder.kind == .remote {
            encoder.service = EncoderDefinition.Service(
                url: "https://\(number(0...999)).example.org",
                language: pick(EncoderDefinition.Service.Language.allCases),
                keyVariable: chance() ? nil : "KEY_\(number(0...9))"
            )
            return encoder
        }
        encoder.limit = chance() ? nil : number(8...8192)
        guard encoder.kind == .native else { return encoder }
        encoder.rest = pick(EncoderDefinition.Rest.allCases)
        encoder.precision = pick(EncoderDefinition.Precision.allCases)
        return encoder
    }

    mutating func initialization(hasDense: Bool) -> InitializationDefinition {
        let strategy = pick(InitializationDefinition.Strategy.allCases.filter { hasDense || !$0.measuresDistances })
        let examples = (0..<number(1...4)).map { _ in line() }
        return InitializationDefinition(
            strategy: strategy,
            size: number(1...10_000),
            examples: strategy == .search ? examples : []
        )
    }

    mutating func decorators(hasCounts: Bool, hasDense: Bool) -> QueryDefinition.Decorators {
        var around = QueryDefinition.Decorators()
        around.subsample = chance() ? 0 : number(1...100_000_000)
        around.balancesLabels = chance()
        if hasDense { (around.neighbours, around.similarity) = (number(0...10_000), share(1)) }
        if hasCounts { around.countsSeconds = chance() }
        return around
    }

    mutating func classifier(_ number: Double?, hasCounts: Bool) -> ClassifierDefinition {
        var classifier = ClassifierDefinition(
            method: method(number, hasCounts: hasCounts),
            calibration: pick(ClassifierDefinition.Calibration.allCases),
            labelWeights: .equal
        )
        if classifier.weighsLabels { classifier.labelWeights = pick(ClassifierDefinition.LabelWeights.allCases) }
        return classifier
    }

    mutating func perceptron() -> PerceptronDefinition {
        PerceptronDefinition(
            hidden: (0..<self.number(1...2)).map { _ in self.number(1...1024) },
            dropout: share(0.9),
            optimizer: pick(PerceptronDefinition.Optimizer.allCases),
            learningRate: 0.001 + share(1),
            schedule: pick(PerceptronDefinition.Schedule.allCases),
            weightDecay: share(10),
            epochs: self.number(1...500),
            batch: self.number(1...256),
            clip: 0.5 + share(5)
        )
    }

    mutating func method(_ number: Double?, hasCounts: Bool) -> ClassifierDefinition.Method {
        let neighbours = chance() ? nil : self.number(1...1000)
        let variant = pick(NaiveBayesDefinition.Variant.allCases)
        let weighting = pick(NearestNeighboursDefinition.Weighting.allCases)
        let naiveBayes = ClassifierDefinition.Method.naiveBayes(
            NaiveBayesDefinition(variant: variant, smoothing: number)
        )
        return pick(
            (hasCounts ? [naiveBayes] : []) + [
                .logisticRegression(l2: number), .linearSVM(l2: number),
                .nearestNeighbours(NearestNeighboursDefinition(neighbours: neighbours, weighting: weighting)),
                .perceptron(perceptron()),
            ]
        )
    }

    mutating func definition() -> QueueDefinition {
        let l2 = chance() ? nil : share(1000) + 1e-9
        let (task, features) = (pick(QueueDefinition.Task.allCases), features())
        let hasCounts = features.hasCounts
        let strategy = pick(
            QueryDefinition.Strategy.allCases.filter {
                (features.count > 1 || !$0.measuresDistances) && (task == .multilabel || !$0.wantsSeveralLabels)
                    && (hasCounts || $0 != .expectedModelChange)
            }
        )
        return QueueDefinition(
            title: line(),
            task: task,
            item: ItemDefinition(
                kind: .text,
                text: template(),
                idField: line(),
                labelField: line(),
                metaFields: Set((0..<number(0...3)).map { _ in line() }).sorted()
            ),
            labels: labels(),
            guidelines: prose(),
            features: features,
            classifier: classifier(
                l2,
                hasCounts: hasCounts
            ),
            head: HeadDefinition(kind: .none, aim: pick(HeadDefinition.Aim.allCases)),
            committee: CommitteeDefinition(
                members: number(2...50),
                by: pick([CommitteeDefinition.Difference.bootstrap, .checkpoints])
            ),
            query: QueryDefinition(
                strategy: strategy,
                explore: share(1),
                batch: number(1...1000),
                around: decorators(hasCounts: hasCounts, hasDense: features.hasDense)
            ),
            initialization: initialization(hasDense: features.hasDense),
            evaluation: EvaluationDefinition(share: pick([0, 0.9, share(0.9), share(1e-6)])),
            assignment: AssignmentDefinition(
                overlap: number(1...100),
                lease: .milliseconds(number(10_000...604_800_000)),
                order: pick(AssignmentDefinition.Order.allCases),
                suggest: Double(number(0...100)) / 100
            ),
            retrain: RetrainDefinition(after: number(1...1_000_000), atMostEvery: .seconds(number(0...86_400))),
            counterfactuals: CounterfactualDefinition(
                verification: pick(CounterfactualDefinition.Verification.allCases),
                selection: pick(CounterfactualDefinition.Selection.allCases),
                share: share(1),
                weight: pick([nil, 3, 0.5, 100]),
                strength: pick([1, 0.25, 1000]),
                invariance: pick([0, 1, 2.5]),
                draftWeight: share(1)
            ),
            seed: next() >> 1
        )
    }
}
