internal import ArgumentParser
internal import Foundation
internal import WinnowDomain
internal import WinnowEncoders
internal import WinnowEngine

struct CounterfactualPropose: HereCommand {
    static let whyHere =
        "it computes on the machine that it runs on, so run it where the data folder is, also beside a running server"

    static let configuration = CommandConfiguration(
        commandName: "propose",
        abstract: "Have generators propose revised texts of labelled items, for people to look at.",
        discussion: """
            memory.v1 repeats substitutions of accepted pairs, negation.v1 puts English negations in and takes them out,
            lexicon.v1 exchanges words for opposites (the English ones that come along, or a file of lines `from`, tab,
            `to`), model-guided.v1 makes the fewest edits that turn a model which has not seen the text, swap.v1 changes
            names, places and numbers, so that the label is to stay. chat.v1 asks a language model, behind any service that is
            spoken to as OpenAI's API is (--chat-url, --chat-model); the texts of the items leave this machine, and nothing
            is asked unless you name a service. What they make are drafts: they teach nothing until somebody stands for
            them, or writes them anew, on the page Counterfactuals or with `winnow counterfactual review`. Run again, it
            goes on with the next items, and proposes nothing twice.

            \(placeText)

            Examples:
              winnow counterfactual propose reviews --items 20
              winnow counterfactual propose reviews --by memory.v1,lexicon.v1 --lexicon opposites.tsv
              winnow counterfactual propose reviews --by chat.v1 --chat-url http://127.0.0.1:8080/v1 --chat-model qwen
            """
    )

    @Argument(help: "The queue.")
    var queue: String

    @Option(
        help: ArgumentHelp(
            "memory.v1, negation.v1, lexicon.v1, model-guided.v1, swap.v1 and chat.v1, separated by commas.",
            valueName: "generators"
        ),
        transform: Self.kinds
    )
    var by: [DraftKind] = [.memory, .modelGuided]

    @Option(help: ArgumentHelp("Items to propose texts for, those first that are worth most.", valueName: "n"))
    var items = 20

    @Option(help: ArgumentHelp("Texts of each generator for an item and a label.", valueName: "n"))
    var each = 1

    @Option(help: ArgumentHelp("Opposites instead of the English ones: lines of from, tab, to.", valueName: "file"))
    var lexicon: String?

    @OptionGroup(title: "chat.v1") var chat: ChatOptions
    @OptionGroup var data: FolderOptions
    @OptionGroup var output: OutputOptions

    var here: HereOptions { data.here }

    private static func kinds(_ text: String) throws -> [DraftKind] {
        try text.split(separator: ",").map { name in
            if let kind = DraftKind(rawValue: String(name)) { return kind }
            let known = DraftKind.allCases.map(\.rawValue).joined(separator: ", ")
            throw ValidationError("--by names \"\(name)\"; there are \(known)")
        }
    }

    func validate() throws {
        try refuseServer()
        if items < 1 { throw ValidationError("--items has to be at least 1") }
        if !(1...20).contains(each) { throw ValidationError("--each has to be a number from 1 to 20") }
        if by.isEmpty { throw ValidationError("--by names no generator") }
        try chat.check(isWanted: by.contains(.chat))
    }

    func run() async throws {
        let installation = try data.open()
        let queue = try await installation.store.queue(named: queue)
        let history = try await installation.history(of: queue)
        let index = try await installation.index(of: queue)
        guard history.labelledItemCount > 0 else {
            throw Problem(.noLabels, "nothing is labelled in the queue \(queue.name) yet; drafts are of labelled items")
        }
        let wish = DraftRun.Wish(
            kinds: by,
            itemCount: items,
            draftCount: each,
            lexicon: try lexicon.map(Self.text),
            chat: by.contains(.chat) ? try chat.wish() : nil
        )
        if let chat = wish.chat {
            output.console.note(
                "Texts of up to \(NumberText.count(items, "item")) are sent to \(chat.url.withoutSecrets)."
            )
        }
        let run = DraftRun(
            CounterfactualDesk(queue: queue, store: installation.store, clock: installation.clock),
            features: try await installation.features(of: queue, index: index),
            index: index,
            history: history,
            model: try await installation.store.promotedModel(of: queue.id)
        )
        let report = try await run.run(wish)
        try show(report)
    }

    private func show(_ report: DraftRun.Report) throws {
        var members = [
            JSON.Member("queue", .string(queue)), JSON.Member("items", .integer(report.itemCount)),
            JSON.Member("drafts", .object(by.map { JSON.Member($0.rawValue, .integer(report.stored[$0] ?? 0)) })),
            JSON.Member("leftOut", .integer(report.leftOutCount)),
        ]
        if let chat = report.chat { members.append(JSON.Member("chat", chat.json)) }
        try output.console.json(.object(members))
        let total = report.stored.values.reduce(0, +)
        let parts = by.map { "\(report.stored[$0] ?? 0) by \($0.rawValue)" }.joined(separator: ", ")
        try output.console.result(
            "\(NumberText.count(total, "draft")) of \(NumberText.count(report.itemCount, "item")): \(parts)."
        )
        if report.leftOutCount > 0 {
            output.console.note(
                "\(NumberText.count(report.leftOutCount, "text")) left out: there already, or no minimal edit."
            )
        }
        for note in report.chat?.notes ?? [] { output.console.note(note) }
        if let problem = report.problem { throw Problem(.unreachable, "\(problem); what was made before is stored") }
        if total == 0 {
            throw Problem(.nothingNew, "nothing new was proposed; " + Self.hint(report))
        }
    }

    private static func hint(_ report: DraftRun.Report) -> String {
        report.itemCount == 0
            ? "every labelled text has a draft by these generators, or is revised; label more, or name others with --by"
            : "memory.v1 wants accepted pairs to learn from, and model-guided.v1 a few dozen labels"
    }

    private static func text(of path: String) throws -> String {
        do {
            return try String(contentsOf: URL(filePath: path), encoding: .utf8)
        } catch {
            throw Problem(
                .cannotOpen,
                "\(path) cannot be read as UTF-8 text: \((error as NSError).localizedDescription)"
            )
        }
    }
}
