internal import ArgumentParser
internal import WinnowDomain

struct CounterfactualReview: HereCommand {
    static let whyHere =
        "pairs are decided about there on the page Counterfactuals, or by "
        + "`POST /api/v1/queues/QUEUE/counterfactuals/NUMBER/decisions`"

    static let configuration = CommandConfiguration(
        commandName: "review",
        abstract: "Decide about drafts and disputed pairs, one after the other.",
        discussion: """
            Shows each pair word by word, with who or what made it, what is to be said to the edit and what others have
            labelled it as. A draft that you stand for becomes an item that somebody else labels; written anew in your
            editor (VISUAL or EDITOR) it is your own. A disputed text is accepted or rejected. Who has the data folder may
            decide; over HTTP it takes the permission to review.

            \(placeText)

            Examples:
              winnow counterfactual review reviews
              winnow counterfactual review reviews --state disputed --annotator rosa
            """
    )

    @Argument(help: "The queue.")
    var queue: String

    @Option(help: ArgumentHelp("Only those that are draft or disputed; else both.", valueName: "state"))
    var state: String?

    @OptionGroup var revision: RevisionOptions
    @OptionGroup var data: FolderOptions
    @OptionGroup var output: OutputOptions

    var here: HereOptions { data.here }

    private static let states: Set<CounterfactualState> = [.draft, .disputed]

    private func wanted() throws -> Set<CounterfactualState> {
        guard let state else { return Self.states }
        guard let wanted = CounterfactualState(rawValue: state), Self.states.contains(wanted) else {
            throw ValidationError("--state is \"\(state)\"; it can be draft or disputed")
        }
        return [wanted]
    }

    func validate() throws {
        try refuseServer()
        _ = try wanted()
    }

    func run() async throws {
        let states = try wanted()
        let report = try await revision.work(on: queue, data, output.console) { place, conversation, dialogue in
            try await ReviewSession(place: place, conversation: conversation, dialogue: dialogue, states: states).run()
        }
        try output.console.json(report.json)
        try output.console.result(report.text)
    }
}
