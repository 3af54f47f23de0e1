internal import ArgumentParser
internal import WinnowDomain

struct CounterfactualWrite: HereCommand {
    static let whyHere =
        "texts are written there on the page Counterfactuals, or by `POST /api/v1/queues/QUEUE/counterfactuals`"

    static let configuration = CommandConfiguration(
        commandName: "write",
        abstract: "Edit labelled texts in your editor, as little as possible, until another label fits.",
        discussion: """
            Opens the labelled texts one after the other, those first that are worth most, in the editor that VISUAL or
            EDITOR names. What you changed is shown word by word, with how much it is beside what people change, and then
            you are asked what is to become of it. A text that is as it was is not stored, nor is one whose editor ends
            with an error. What was stored is said at the end, on the standard output, which may be a file.

            \(placeText)

            Examples:
              winnow counterfactual write reviews
              winnow counterfactual write reviews r-12 --target poor
              EDITOR="code --wait" winnow counterfactual write reviews --count 10
            """
    )

    @Argument(help: "The queue.")
    var queue: String

    @Argument(help: "The id of the item to edit; else the next ones that are worth it.")
    var item: String?

    @Option(
        help: ArgumentHelp(
            "The label that the texts are to have; else asked for where there are several.",
            valueName: "label"
        )
    )
    var target: String?

    @Flag(help: "Write edits that must not change the label, instead of such that do.")
    var invariance = false

    @Option(help: ArgumentHelp("How many texts; else until none is left, or you quit.", valueName: "n"))
    var count: Int?

    @OptionGroup var revision: RevisionOptions
    @OptionGroup var data: FolderOptions
    @OptionGroup var output: OutputOptions

    var here: HereOptions { data.here }

    func validate() throws {
        try refuseServer()
        if let count, count < 1 { throw ValidationError("--count has to be at least 1") }
        if item != nil, count != nil { throw ValidationError("--count is for the next texts, and ITEM names one") }
        if target != nil, invariance {
            throw ValidationError("--target and --invariance exclude each other: an invariance keeps the label")
        }
    }

    func run() async throws {
        let wish = WritingSession.Wish(
            item: item,
            target: target,
            kind: invariance ? .invariance : .flip,
            count: count
        )
        let report = try await revision.work(on: queue, data, output.console) { place, conversation, dialogue in
            try await WritingSession(place: place, conversation: conversation, dialogue: dialogue, wish: wish).run()
        }
        try output.console.json(report.json)
        try output.console.result(report.text)
    }
}
