internal import ArgumentParser

/// A command that no server does.
protocol HereCommand: AsyncParsableCommand {
    /// Why, as the end of a sentence: for the help, and for whoever names a server.
    static var whyHere: String { get }
    var here: HereOptions { get }
}

extension HereCommand {
    static var placeText: String { "No --server: \(whyHere)." }

    func validate() throws { try refuseServer() }

    func refuseServer() throws {
        if here.namesServer { throw ValidationError("this command has no --server: \(Self.whyHere)") }
    }
}

/// What says where a server is, known only so that the refusal says more than that there is no such option. The variable
/// `WINNOW_SERVER` is meant for other commands.
struct HereOptions: ParsableArguments {
    @Option(help: .hidden)
    var server: String?

    @Option(help: .hidden)
    var tokenFile: String?

    @Flag(help: .hidden)
    var plainHTTP = false

    var namesServer: Bool { server != nil || tokenFile != nil || plainHTTP }
}
