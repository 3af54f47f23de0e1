internal import ArgumentParser
internal import Foundation
internal import WinnowDomain
internal import WinnowEngine

/// Which service `chat.v1` asks, and what it may cost.
struct ChatOptions: ParsableArguments {
    @Option(
        name: .customLong("chat-url"),
        help: ArgumentHelp("The service, up to what /chat/completions is put behind.", valueName: "url")
    )
    var url: String?

    @Option(
        name: .customLong("chat-model"),
        help: ArgumentHelp("The model, as the service calls it.", valueName: "name")
    )
    var model: String?

    @Option(
        name: .customLong("chat-key"),
        help: ArgumentHelp("The environment variable that has the service's key.", valueName: "variable")
    )
    var keyVariable: String?

    @Option(
        name: .customLong("chat-limit"),
        help: ArgumentHelp("Requests at most; each of them may cost money.", valueName: "n")
    )
    var limit = 200

    @Option(
        name: .customLong("chat-rate"),
        help: ArgumentHelp("Requests a minute at most; else as many as are answered.", valueName: "n")
    )
    var rate: Double?

    @Option(
        name: .customLong("chat-temperature"),
        help: ArgumentHelp("How much is left to chance, 0 to 2.", valueName: "t")
    )
    var temperature = 0.7

    /// - Throws: `ValidationError`.
    func check(isWanted: Bool) throws {
        guard isWanted else {
            guard url == nil, model == nil, keyVariable == nil else {
                throw ValidationError(
                    "--chat-url, --chat-model and --chat-key are for --by chat.v1, which is not named"
                )
            }
            return
        }
        guard let url, let model, !model.isEmpty else {
            throw ValidationError(
                "chat.v1 sends texts to a service: name it with --chat-url and --chat-model, or leave chat.v1 out of --by"
            )
        }
        guard Self.address(url) != nil else {
            throw ValidationError("--chat-url is \"\(url)\"; it has to begin with http:// or https:// and name a host")
        }
        if !(1...1_000_000).contains(limit) { throw ValidationError("--chat-limit has to be 1 or more") }
        if let rate, !(0.1...100_000).contains(rate) { throw ValidationError("--chat-rate has to be 0.1 or more") }
        if !(0...2).contains(temperature) { throw ValidationError("--chat-temperature has to be between 0 and 2") }
    }

    /// - Throws: `Problem` when the key is not where it should be.
    func wish() throws -> ChatWriter.Wish? {
        guard let url = url.flatMap(Self.address), let model else { return nil }
        return ChatWriter.Wish(
            url: url,
            model: model,
            key: try keyVariable.map(Self.key),
            temperature: temperature,
            requestLimit: limit,
            rate: rate
        )
    }

    private static func address(_ text: String) -> URL? {
        guard let url = URL(string: text), ["http", "https"].contains(url.scheme?.lowercased() ?? ""),
            url.host?.isEmpty == false
        else { return nil }
        return url
    }

    private static func key(_ variable: String) throws -> String {
        // What is no name may be the key itself: it is not said again.
        guard EnvironmentName.isOne(variable) else {
            throw Problem.usage("--chat-key takes the name of an environment variable, and not the key itself")
        }
        guard let key = ProcessInfo.processInfo.environment[variable], !key.isEmpty else {
            throw Problem.usage("the environment variable \(variable), which has the service's key, is not set")
        }
        return key
    }
}

extension ChatWriter.Account {
    var json: JSON {
        .members([
            "requests": .integer(requestCount), "tokens": .integer(tokenCount), "impossible": .integer(impossibleCount),
            "unusable": .integer(unusableCount), "tooLong": .integer(longCount), "isSpent": .boolean(isSpent),
        ])
    }

    /// What is to be known beside the count of drafts.
    var notes: [String] {
        var notes = ["chat.v1: \(NumberText.count(requestCount, "request"))"]
        if tokenCount > 0 { notes[0] += ", \(NumberText.count(tokenCount, "token"))" }
        if impossibleCount > 0 { notes[0] += ", \(NumberText.count(impossibleCount, "text")) said to be impossible" }
        if unusableCount > 0 { notes[0] += ", \(NumberText.count(unusableCount, "answer")) without a new text in them" }
        notes[0] += "."
        if longCount > 0 { notes.append("\(NumberText.count(longCount, "text")) too long to be sent.") }
        if isSpent { notes.append("All requests of --chat-limit are spent.") }
        return notes
    }
}
