extension QueueFileKeys {
    package static let counterfactuals = QueueFileSection(
        "counterfactuals",
        "Pairs of an original and a text that was edited as little as possible, so that its label changes (a flip) or stays (an "
            + "invariance). For `task: classification`.",
        keys: [
            choice(
                "verification",
                [
                    QueueFileChoice("blind", "others than the writer label it, seeing nothing but the text"),
                    QueueFileChoice("none", "the writer's word is enough"),
                ],
                "Who says that a revised text has the label that it is to have."
            ),
            choice(
                "select",
                [
                    QueueFileChoice(
                        "confident-per-word.v1",
                        "what the model is rightly sure of, for each word that has to be read"
                    ),
                    QueueFileChoice("uncertain-per-word.v1", "what it is unsure of, for each word"),
                    QueueFileChoice("shortest.v1", "what is read fastest"),
                    QueueFileChoice("representative.v1", "one of each kind of text first"),
                    QueueFileChoice("random.v1", "by lot"),
                ],
                "Which labelled items are offered to be revised first."
            ),
            number(
                "share",
                0...1,
                0,
                "The share of the work that is to be revising: 0.2 offers one after four labels."
            ),
            QueueFileKey(
                "weight",
                .orAuto(.number(0.01...1000)),
                .standard(.number(3)),
                "What each member of a pair counts in training; `auto` chooses on pairs that are held out.",
                example: "3"
            ),
            choice(
                "loss",
                [
                    QueueFileChoice("none", "each member teaches on its own"),
                    QueueFileChoice(
                        "difference",
                        "also: the step from the original to the revised text goes towards the new label"
                    ),
                    QueueFileChoice(
                        "gradient",
                        "also: what moves the model most is what was edited"
                    ),
                ],
                "What the two members teach together; for `logistic-regression.v1`."
            ),
            number("strength", 0.001...1000, 1, "What the loss of a pair counts beside that of an item."),
            number(
                "invariance",
                0...1000,
                1,
                "How strongly texts that differ in nothing that matters are held to the same prediction."
            ),
            number(
                "drafts",
                0...1,
                0,
                "What drafts of generators count in training before anybody has looked at them."
            ),
        ]
    )
}
