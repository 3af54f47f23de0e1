extension QueueFileKeys {
    static let learning: [QueueFileKey] = [
        QueueFileKey(
            "features",
            .list(of: .variant(features), count: 1...8),
            .standard(.list([halfScaled(defaults(of: tfidf)), defaults(of: lsa)])),
            "How text becomes numbers: a list of feature extractors, put side by side.",
            example: "[{id: tfidf.v1, scale: 0.5}, {id: lsa.v1}]"
        ),
        QueueFileKey(
            "classifier",
            .variant(classifier),
            .standard(defaults(of: logisticRegression).content),
            "What learns from the labels.",
            example: "{l2: auto, calibration: temperature}"
        ),
        section(
            head,
            "What stands between the features and the classifier.",
            example: "{id: projection.v1}"
        ),
        section(committee, "Who votes, for strategies that ask a committee.", example: "{members: 5, by: bootstrap}"),
        section(query, "Which items are asked about next.", example: "{id: margin.v1, explore: 0.1}"),
        QueueFileKey(
            "initialization",
            .variant(initialization),
            .standard(defaults(of: random).content),
            "What is asked before there is a model.",
            example: "{size: 20}"
        ),
        section(evaluation, "What the queue's quality is measured on.", example: "{share: 0.1}"),
        section(assignment, "How items are handed out.", example: "{overlap: 2, lease: 10m}"),
        section(retrain, "When a new model is trained.", example: "{after: 10, at_most_every: 30s}"),
        section(
            counterfactuals,
            "How minimal edits that change the label come about, and what these pairs count.",
            example: "{verification: blind, weight: 3}"
        ),
        QueueFileKey(
            "seed",
            .integer(0...Int64.max),
            .standard(.integer(7)),
            "Where every random choice of the queue starts; the same seed gives the same choices.",
            example: "7"
        ),
    ]

    package static let features = QueueFileVariants(
        "features",
        "Each entry is a mapping with the key `id` and those of that extractor; `lsa.v1` wants `tfidf.v1` beside it.",
        sections: [tfidf, lsa, nativeEncoder, staticEncoder, remoteEncoder]
    )

    private static let tfidf = QueueFileSection(
        "tfidf.v1",
        "Counts of word and character sequences, weighted by rarity; at least one of `words` and `characters` is needed.",
        keys: [
            span("words", 1...5, standard: 1...2, "Sequences of words, from the shortest to the longest."),
            span("characters", 1...8, standard: 3...5, "Sequences of characters within words, likewise."),
            QueueFileKey(
                "dimensions",
                .powerOfTwo(1024...4_194_304),
                .standard(.integer(262_144)),
                "How many columns the sequences are spread over; more needs more memory and mixes up fewer.",
                example: "262144"
            ),
            QueueFileKey(
                "scale",
                .number(0...100),
                .standard(.number(1)),
                "How much the sequences themselves count in learning; with 0 only what other extractors make of them does.",
                example: "0.5"
            ),
            number(
                "ratios",
                0...1,
                0,
                "How much more those sequences count that tell labels apart; of use without `lsa.v1` only."
            ),
        ]
    )

    private static let lsa = QueueFileSection(
        "lsa.v1",
        "What goes together in the pool: a few hundred columns made from the sequences of `tfidf.v1`, without any label.",
        keys: [
            integer("columns", 2...1024, 256, "How many columns; more tell finer differences and take longer."),
            QueueFileKey(
                "temper",
                .number(0...1),
                .standard(.number(0.25)),
                "How much sooner what varies most in the pool is learned; 0 treats all columns alike.",
                example: "0.25"
            ),
        ]
    )

    /// Beside `lsa.v1` the sequences themselves are worth less while there are few labels.
    private static func halfScaled(_ tfidf: CheckedValue) -> CheckedValue {
        guard case .mapping(var values) = tfidf.content else { return tfidf }
        values["scale"] = CheckedValue(.number(0.5))
        return CheckedValue(.mapping(values))
    }

    private static func span(
        _ name: String,
        _ range: ClosedRange<Int>,
        standard: ClosedRange<Int>,
        _ summary: String
    ) -> QueueFileKey {
        let example = "[\(standard.lowerBound), \(standard.upperBound)]"
        return QueueFileKey(name, .span(range), .standard(.span(standard)), summary, example: example)
    }
}
