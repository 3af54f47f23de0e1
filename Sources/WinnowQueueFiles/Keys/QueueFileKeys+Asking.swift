extension QueueFileKeys {
    package static let query = QueueFileSection(
        "query",
        "The strategy that ranks the items without labels.",
        keys: [
            component(
                strategies,
                summary: "The query strategy; `docs/strategies.md` helps to choose.",
                standard: "auto.v1"
            ),
            QueueFileKey(
                "explore",
                .number(0...1),
                .standard(.number(0.1)),
                "The share of servings that are drawn at random, against blind spots.",
                example: "0.1"
            ),
            integer(
                "batch",
                1...1000,
                25,
                "How many items are chosen together, where a strategy chooses items that are unlike each other."
            ),
            integer(
                "subsample",
                0...100_000_000,
                0,
                "How many items are looked at, drawn evenly each time; 0 looks at all."
            ),
            integer(
                "neighbours",
                0...10_000,
                0,
                "Look only at so many nearest neighbours of each labelled item, and a few others; 0 looks at all."
            ),
            choice(
                "balance",
                [
                    QueueFileChoice("none", "labels as they come"),
                    QueueFileChoice("labels", "a batch makes up for labels that few labelled items have"),
                ],
                "What a batch evens out."
            ),
            QueueFileKey(
                "similarity",
                .number(0...1),
                .standard(.number(1)),
                "Items more alike than this to one that is labelled or chosen are passed over; 1 passes over none.",
                example: "0.95"
            ),
            choice(
                "cost",
                [
                    QueueFileChoice("items", "each item costs the same"),
                    QueueFileChoice("seconds", "what teaches most for a second of measured time comes first"),
                ],
                "What a label costs."
            ),
        ]
    )

    private static let strategies = [
        QueueFileChoice("auto.v1", "what suits the labels that there are: the recommended one"),
        QueueFileChoice("margin.v1", "where the two best labels are close"),
        QueueFileChoice("least-confidence.v1", "where the best label is improbable"),
        QueueFileChoice("entropy.v1", "where the probability is spread over many labels"),
        QueueFileChoice("ratio.v1", "where the second label is nearly as probable as the best"),
        QueueFileChoice(
            "adaptive-cluster-margin.v1",
            "uncertain items unlike each other, from as wide a part as the model is unsure"
        ),
        QueueFileChoice("cluster-margin.v1", "the closest margins, spread over clusters"),
        QueueFileChoice("falcun.v1", "uncertain items whose predictions are unlike each other"),
        QueueFileChoice("badge.v1", "items that would change the model most, in different directions"),
        QueueFileChoice("vote-entropy.v1", "where the committee's votes are spread over many labels"),
        QueueFileChoice("consensus-entropy.v1", "where the committee's mean is spread over many labels"),
        QueueFileChoice("kl-divergence.v1", "where the members are far from their mean"),
        QueueFileChoice("bald.v1", "where each member is sure, and they differ"),
        QueueFileChoice("variation-ratio.v1", "where many members do not vote with most"),
        QueueFileChoice("power-margin.v1", "drawn with a probability that grows with the uncertainty"),
        QueueFileChoice("gibbs-margin.v1", "likewise, sharper towards the most uncertain"),
        QueueFileChoice("rank-margin.v1", "likewise, by the rank of the uncertainty"),
        QueueFileChoice("density-weighted.v1", "uncertain items that are like many others"),
        QueueFileChoice("contrastive.v1", "items near labelled ones that are predicted otherwise"),
        QueueFileChoice("discriminative.v1", "what the labelled items do not represent"),
        QueueFileChoice("k-center.v1", "the farthest from all that is labelled"),
        QueueFileChoice("k-means.v1", "the middle of as many clusters as items wanted"),
        QueueFileChoice("typiclust.v1", "typical items of clusters without a label"),
        QueueFileChoice("probcover.v1", "items that cover most of what is not covered"),
        QueueFileChoice("confident-positives.v1", "what the model takes for the rarest label"),
        QueueFileChoice("max-entropy.v1", "multilabel: where one label is least sure, however sure the others"),
        QueueFileChoice("label-cardinality.v1", "multilabel: uncertain, with an unusual number of labels"),
        QueueFileChoice("cvirs.v1", "multilabel: uncertain in many labels, with an unusual set of labels"),
        QueueFileChoice("expected-model-change.v1", "what would change a naive Bayes most; for comparison"),
        QueueFileChoice("random.v1", "anything"),
    ]

    package static let committee = QueueFileSection(
        "committee",
        "The classifiers that vote, where `query` asks a committee; the queue's own classifier makes the predictions.",
        keys: [
            integer("members", 2...50, 5, "How many classifiers vote."),
            choice("by", differences, "What makes them differ."),
        ]
    )

    private static let differences = [
        QueueFileChoice("bootstrap", "each has seen the labelled items unequally often"),
        QueueFileChoice("classifiers", "each is another classifier; there are five"),
        QueueFileChoice("features", "each sees the columns of one extractor, and one sees all"),
        QueueFileChoice("seeds", "each starts from other random weights, for `mlp.v1`"),
        QueueFileChoice("checkpoints", "each knows the labels up to another time"),
    ]

    package static let initialization = QueueFileVariants(
        "initialization",
        "What is asked before the first model exists: a mapping with the key `id` and those of that strategy.",
        standard: "random.v1",
        sections: [
            random,
            QueueFileSection("k-means.v1", "The middle of as many clusters as items wanted.", keys: [size]),
            QueueFileSection("typiclust.v1", "Typical items of large clusters.", keys: [size]),
            QueueFileSection("probcover.v1", "Items that cover most of the pool.", keys: [size]),
            QueueFileSection(
                "search.v1",
                "Items like examples of yours: for labels that are too rare for chance to find.",
                keys: [
                    size,
                    QueueFileKey(
                        "examples",
                        .list(of: .text(.prose(longest: 10_000)), count: 1...100),
                        .required,
                        "Texts or words to look for; they take turns.",
                        example: "[refund, \"my parcel never arrived\"]"
                    ),
                ]
            ),
        ]
    )

    static let random = QueueFileSection("random.v1", "Anything.", keys: [size])

    private static let size = integer(
        "size",
        1...10_000,
        10,
        "Labelled items before the first model is trained."
    )

    package static let evaluation = QueueFileSection(
        "evaluation",
        "Items that are set aside to measure on; no strategy chooses them and no weight is learned from them.",
        keys: [
            QueueFileKey(
                "share",
                .number(0...0.9),
                .standard(.number(0.1)),
                "The share of the items of an import that are set aside, and of servings that come from them.",
                example: "0.1"
            )
        ]
    )

    package static let assignment = QueueFileSection(
        "assignment",
        "How items are handed out.",
        keys: [
            integer("overlap", 1...100, 1, "How many people annotate each item."),
            duration(
                "lease",
                .seconds(10)...(.seconds(7 * 86_400)),
                .seconds(600),
                "How long an item belongs to whom it was handed to."
            ),
            choice("order", orders, "In which order items are handed out."),
            QueueFileKey(
                "suggest",
                .number(0...1),
                .standard(.number(0)),
                "The share of servings, by lot, on which annotators see the model's suggestion; 0 shows none.",
                example: "0.8"
            ),
        ]
    )

    package static let retrain = QueueFileSection(
        "retrain",
        "When a new model is trained.",
        keys: [
            integer("after", 1...Int64.max, 1, "How many new labels are worth a training run."),
            duration(
                "at_most_every",
                .zero...(.seconds(30 * 86_400)),
                .zero,
                "The least time between two training runs."
            ),
        ]
    )

    private static let orders = [
        QueueFileChoice("ranked", "what teaches the model most comes first"),
        QueueFileChoice("random", "by lot"),
        QueueFileChoice("sequential", "as imported"),
    ]
}
