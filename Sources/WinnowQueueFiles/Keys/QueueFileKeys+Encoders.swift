extension QueueFileKeys {
    static let nativeEncoder = QueueFileSection(
        "encoder.v1",
        "What a pretrained network makes of each text: it knew the language before the first label.",
        keys: [
            QueueFileKey(
                "model",
                .text(.line(longest: 200)),
                .required,
                "Which one: a name that `winnow encoder list` has.",
                example: "all-MiniLM-L6-v2"
            ),
            prompt, limit,
            choice(
                "rest",
                [
                    QueueFileChoice("cut", "what is beyond the limit is not read"),
                    QueueFileChoice("chunk", "it is read in pieces, whose vectors are averaged"),
                ],
                "What becomes of a text beyond the limit."
            ),
            choice(
                "precision",
                [
                    QueueFileChoice("auto", "`bf16` where the processor computes with it, else `f32`"),
                    QueueFileChoice("f32", "single precision"),
                    QueueFileChoice("bf16", "half the bits; no decision changes by it that we could measure"),
                    QueueFileChoice(
                        "int8",
                        "a quarter; some nearest neighbours change, so measure what it does to your labels"
                    ),
                ],
                "What the network is computed with."
            ),
        ] + columns(temper: 0.25)
    )

    static let staticEncoder = QueueFileSection(
        "static.v1",
        "The mean of vectors of a text's tokens, from a table: hundreds of times as fast as `encoder.v1`, blind to order.",
        keys: [
            QueueFileKey(
                "model",
                .text(.line(longest: 200)),
                .required,
                "Which one: a name that `winnow encoder list` has.",
                example: "potion-base-8M"
            ),
            limit,
        ] + columns(temper: 0.25)
    )

    static let remoteEncoder = QueueFileSection(
        "remote.v1",
        "What a service on another machine makes of each text. The texts leave this machine.",
        keys: [
            QueueFileKey(
                "model",
                .text(.line(longest: 200)),
                .required,
                "The name by which the service knows it.",
                example: "nomic-embed-text"
            ),
            QueueFileKey(
                "url",
                .text(.line(longest: 2000)),
                .required,
                "Where the service is, as in `http://127.0.0.1:8080/v1`.",
                example: "http://127.0.0.1:8080/v1"
            ),
            choice(
                "api",
                [
                    QueueFileChoice("openai", "`POST /embeddings`, as many servers offer it"),
                    QueueFileChoice("tei", "Hugging Face's text-embeddings-inference, `POST /embed`"),
                ],
                "How the service is spoken to."
            ),
            QueueFileKey(
                "key",
                .text(.prose(longest: 200)),
                .standard(.text("")),
                "The name of the environment variable that holds the service's key; the key itself is never in a file.",
                example: "EMBEDDINGS_KEY"
            ),
            prompt,
        ] + columns(temper: 0.25)
    )

    private static let prompt = QueueFileKey(
        "prompt",
        .text(.prose(longest: 1000)),
        .standard(.text("")),
        "What is put before each text, as some models want.",
        example: "\"query: \""
    )

    private static let limit = QueueFileKey(
        "limit",
        .orAuto(.integer(8...8192)),
        .standard(.automatic),
        "Tokens of a text that are read; `auto` is what the model says.",
        example: "128"
    )

    private static func columns(temper: Double) -> [QueueFileKey] {
        [
            QueueFileKey(
                "columns",
                .orAuto(.integer(2...8192)),
                .standard(.automatic),
                "How many columns are kept, those in which the pool varies most; `auto` is all.",
                example: "128"
            ),
            number("scale", 0...100, 1, "How much these columns count beside those of other extractors."),
            number(
                "temper",
                0...1,
                temper,
                "How much sooner what varies most in the pool is learned; 0 treats all columns alike."
            ),
            choice(
                "standardize",
                [
                    QueueFileChoice("none", "they vary as the network makes them"),
                    QueueFileChoice("columns", "each column's variance over the pool is made the same"),
                ],
                "Whether columns are made to vary alike."
            ),
        ]
    }
}
