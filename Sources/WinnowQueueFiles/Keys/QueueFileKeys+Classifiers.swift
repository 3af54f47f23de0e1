internal import WinnowDomain

extension QueueFileKeys {
    package static let classifier = QueueFileVariants(
        "classifier",
        "A mapping with the key `id` and those of that classifier.",
        standard: "logistic-regression.v1",
        sections: [logisticRegression, linearSVM, naiveBayes, nearestNeighbours, perceptron]
    )

    static let logisticRegression = QueueFileSection(
        "logistic-regression.v1",
        "Linear, trained to the optimum within a moment: the recommended one.",
        keys: [l2, calibration, labelWeights]
    )

    package static let head = QueueFileSection(
        "head",
        "What stands between the features and `logistic-regression.v1`.",
        keys: [
            choice(
                "id",
                [
                    QueueFileChoice("none", "nothing"),
                    QueueFileChoice(
                        "projection.v1",
                        "a linear map of the dense columns, learned from the labels and kept where cross-validation says that it "
                            + "helps"
                    ),
                ],
                "Which one it is."
            ),
            choice(
                "aim",
                [
                    QueueFileChoice("discriminant", "directions that tell labels apart stand beside the columns"),
                    QueueFileChoice("contrastive", "items of one label come nearer to each other than to others"),
                ],
                "What a projection is learned by."
            ),
        ]
    )

    private static let linearSVM = QueueFileSection(
        "linear-svm.v1",
        "Linear, and only what is near the border counts.",
        keys: [l2, calibration, labelWeights]
    )

    private static let naiveBayes = QueueFileSection(
        "naive-bayes.v1",
        "By how much oftener a label's texts have each sequence: good with very few labels. It reads `tfidf.v1` alone.",
        keys: [
            choice(
                "variant",
                [
                    QueueFileChoice(
                        "complement",
                        "by the texts of all other labels; steadier where labels differ in size"
                    ),
                    QueueFileChoice("multinomial", "by the label's own texts"),
                ],
                "What is counted."
            ),
            QueueFileKey(
                "smoothing",
                .orAuto(strength),
                .standard(.automatic),
                "What is added to each count; `auto` chooses by cross-validation.",
                example: "0.3"
            ),
            calibration,
        ]
    )

    private static let nearestNeighbours = QueueFileSection(
        "knn.v1",
        "By the vote of the labelled items that are most alike.",
        keys: [
            QueueFileKey(
                "neighbours",
                .orAuto(.integer(1...1000)),
                .standard(.automatic),
                "How many vote; `auto` chooses by cross-validation.",
                example: "10"
            ),
            choice(
                "weighting",
                [
                    QueueFileChoice("distance", "the nearer, the more"),
                    QueueFileChoice("uniform", "all alike"),
                ],
                "What a vote counts."
            ),
            calibration,
        ]
    )

    private static let perceptron = QueueFileSection(
        "mlp.v1",
        "One or two layers of rectified units: for a thousand labels and more, and for dense columns alone.",
        keys: [
            QueueFileKey(
                "hidden",
                .list(of: .integer(1...1024), count: 1...2),
                .standard(.list([CheckedValue(.integer(128))])),
                "The units of each hidden layer.",
                example: "[128]"
            ),
            number("dropout", 0...0.9, 0.5, "The share of units that are left out at random while learning."),
            choice(
                "optimizer",
                [
                    QueueFileChoice("sgd", "steps with momentum"),
                    QueueFileChoice("adam", "steps of about the same length for each weight"),
                    QueueFileChoice("rmsprop", "likewise, without momentum"),
                ],
                "How the weights are moved."
            ),
            number("learning_rate", 0.00001...10, 0.1, "How far a step goes."),
            choice(
                "schedule",
                [
                    QueueFileChoice("cosine", "falling to nothing along a cosine"),
                    QueueFileChoice("step", "cut by half three times"),
                    QueueFileChoice("constant", "the same all along"),
                ],
                "How the rate falls over the epochs."
            ),
            number("weight_decay", 0...100, 0.3, "How strongly weights are drawn to 0."),
            integer("epochs", 1...10_000, 60, "How often each item is learned from, at most."),
            integer("batch", 1...100_000, 32, "How many items a step learns from."),
            number("clip", 0.001...1_000_000, 1, "The longest gradient that is taken as it is."),
            calibration,
            labelWeights,
        ]
    )

    /// Far beyond what is of use to anybody, and near enough for sums to stay numbers.
    private static let strength = QueueFileValueType.number(1e-6...1e6)

    private static let l2 = QueueFileKey(
        "l2",
        .orAuto(strength),
        .standard(.automatic),
        "How strongly large weights are held back; `auto` chooses by cross-validation.",
        example: "auto"
    )

    private static let calibration = choice(
        "calibration",
        [
            QueueFileChoice("temperature", "one factor for all labels"),
            QueueFileChoice("none", "as the classifier gives them"),
            QueueFileChoice("platt", "a logistic curve for each label"),
            QueueFileChoice("isotonic", "a rising step function for each label; wants many labels"),
        ],
        "How scores are made into probabilities that can be believed."
    )

    private static let labelWeights = choice(
        "label_weights",
        [
            QueueFileChoice("equal", "each annotation counts the same"),
            QueueFileChoice("balanced", "each label counts the same in total"),
        ],
        "What a label that is rare counts for in training."
    )
}
