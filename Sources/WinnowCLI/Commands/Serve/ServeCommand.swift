internal import ArgumentParser
internal import Foundation
internal import WinnowDomain
internal import WinnowEngine
internal import WinnowServer

struct ServeCommand: HereCommand {
    static let whyHere =
        "it is the server"

    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Serve the pages where people label, and the API.",
        discussion: """
            Listens on this machine only, unless --host says otherwise, and prints a link that signs the owner in as long
            as no owner has a password or a session. With --queues, the queues are made and changed as the files of a
            folder say, at the start and again on SIGHUP; a file that is gone leaves its queue as it is. Variables say
            the same: WINNOW_HOST, WINNOW_PORT, WINNOW_PUBLIC_URL, WINNOW_TRUSTED_PROXY,
            WINNOW_QUEUES, WINNOW_LOG_LEVEL, WINNOW_LOG_FORMAT.

            \(placeText)

            Examples:
              winnow serve --port 8080
              winnow serve --queues queues
            """
    )

    @Option(help: ArgumentHelp("The address to listen on.", valueName: "address"))
    var host: String?

    @Option(help: ArgumentHelp("The port; 0 for one that is free.", valueName: "number"))
    var port: Int?

    @Option(
        help: ArgumentHelp("The address that browsers use, when a proxy stands in between.", valueName: "url")
    )
    var publicURL: String?

    @Option(
        help: ArgumentHelp(
            "Proxies whose X-Forwarded-For is believed: addresses with commas between.",
            valueName: "addresses"
        )
    )
    var trustedProxy: String?

    @Option(help: ArgumentHelp("Queue files to keep the queues by.", valueName: "folder"), completion: .directory)
    var queues: String?

    @Option(help: ArgumentHelp("trace, debug, info, notice, warning or error.", valueName: "level"))
    var logLevel: String?

    @Option(help: ArgumentHelp("text for people, or json: an object a line.", valueName: "format"))
    var logFormat: String?

    @OptionGroup var data: FolderOptions
    @OptionGroup var output: OutputOptions

    var here: HereOptions { data.here }

    func run() async throws {
        let configuration = try configuration()
        let installation = try data.openOrCreate()
        let console = output.console
        let queueFiles = setting(queues, "WINNOW_QUEUES").map {
            QueueFolderReader(QueueFolder(path: $0, store: installation.store, clock: installation.clock))
        }
        try await queueFiles?.load(console)
        let link = try await OwnerLink.make(installation)
        let parts = ServerParts(
            store: installation.store,
            loops: QueueLoops(
                store: installation.store,
                folder: installation.folder,
                clock: installation.clock,
                hub: EventHub()
            ),
            clock: installation.clock,
            search: installation.search
        )
        let server = try WebServer(parts: parts, configuration: configuration) { port in
            let address = configuration.address(port: port)
            try? console.result("Winnow serves \(installation.folder.url.path) at \(address)")
            if let link { try? console.result("Sign in as the owner, once: \(address)/sign-in/link?token=\(link)") }
        }
        var reload: (@Sendable () async -> [ReloadNote])?
        if let queueFiles { reload = { await queueFiles.reload() } }
        try await server.runUntilSignal(reload: reload)
        try installation.store.close()
    }

    private func configuration() throws -> ServerConfiguration {
        var configuration = ServerConfiguration(webFolder: try WebFolder.find())
        if let host = setting(host, "WINNOW_HOST") { configuration.host = host }
        if let port = try port ?? setting(nil, "WINNOW_PORT").map(ServeCommand.port) {
            guard (0...65_535).contains(port) else { throw Problem.usage("--port is \(port); ports are 0 to 65535") }
            configuration.port = port
        }
        if let text = setting(publicURL, "WINNOW_PUBLIC_URL") {
            guard let url = URL(string: text), ["http", "https"].contains(url.scheme), url.host != nil else {
                throw Problem.usage("--public-url is \"\(text)\"; write it as in https://label.example.org")
            }
            configuration.publicURL = url
        }
        if let text = setting(trustedProxy, "WINNOW_TRUSTED_PROXY") {
            let addresses = text.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
            guard let proxies = TrustedProxies(addresses) else {
                throw Problem.usage("--trusted-proxy is \"\(text)\"; write IP addresses, as in 127.0.0.1,::1")
            }
            configuration.proxies = proxies
        }
        configuration.log = try log()
        return configuration
    }

    private func log() throws -> ServerLog {
        var log = ServerLog()
        if let level = setting(logLevel, "WINNOW_LOG_LEVEL") {
            guard ServerLog.levels.contains(level) else {
                throw Problem.usage(
                    "--log-level is \"\(level)\"; the levels are \(ServerLog.levels.joined(separator: ", "))"
                )
            }
            log.level = level
        }
        if let name = setting(logFormat, "WINNOW_LOG_FORMAT") {
            guard let format = ServerLog.Format(rawValue: name) else {
                throw Problem.usage("--log-format is \"\(name)\"; it can be text or json")
            }
            log.format = format
        }
        return log
    }

    private static func port(_ text: String) throws -> Int {
        guard let port = Int(text) else { throw Problem.usage("WINNOW_PORT is \"\(text)\"; write a number") }
        return port
    }

    private func setting(_ option: String?, _ variable: String) -> String? {
        option ?? ProcessInfo.processInfo.environment[variable].flatMap { $0.isEmpty ? nil : $0 }
    }
}
