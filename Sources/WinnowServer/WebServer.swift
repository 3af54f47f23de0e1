internal import Foundation
internal import Hummingbird
internal import HummingbirdCore
internal import Logging
internal import NIOCore
internal import ServiceLifecycle
internal import UnixSignals
internal import WinnowDomain
internal import WinnowEngine

/// The HTTP server: pages, API, live events.
package struct WebServer: Sendable {
    let parts: ServerParts
    private let configuration: ServerConfiguration
    let routes: [Route]
    private let pages: Pages
    private let onListening: @Sendable (Int) async -> Void
    let uses: CredentialUses
    private let authenticator: Authenticator

    /// Reads templates and static files.
    ///
    /// - Parameter onListening: Told the port when requests are taken.
    /// - Throws: `ServerError`.
    package init(
        parts: ServerParts,
        configuration: ServerConfiguration,
        onListening: @escaping @Sendable (Int) async -> Void
    ) throws {
        self.parts = parts
        self.configuration = configuration
        self.onListening = onListening
        uses = CredentialUses(accounts: parts.store, clock: parts.clock)
        let assets = try Assets(folder: configuration.webFolder.appending(path: "static"))
        pages = Pages(
            templates: try TemplateLibrary(folder: configuration.webFolder.appending(path: "templates")),
            assets: assets
        )
        let cookie = SessionCookie(isSecure: configuration.isSecure)
        authenticator = Authenticator(accounts: parts.store, cookie: cookie, clock: parts.clock, uses: uses)
        let hasher = PasswordHasher()
        let people = PeopleDesk(store: parts.store, clock: parts.clock)
        let address = PublicAddress(publicURL: configuration.publicURL)
        routes =
            try assets.routes + SignInRoutes(parts: parts, pages: pages, cookie: cookie, hasher: hasher).routes
            + ProblemListRoutes(pages: pages).routes + HealthRoutes(parts: parts).routes
            + MetricsRoutes(parts: parts).routes
            + QueueListRoutes(parts: parts, pages: pages).routes
            + QueueRoutes(desk: QueueDesk(parts: parts)).routes
            + InsightRoutes(parts: parts, pages: pages).routes
            + LabelPageRoutes(desk: LabellingDesk(parts: parts), pages: pages).routes
            + LabellingRoutes(desk: LabellingDesk(parts: parts)).routes
            + EventRoutes(parts: parts, authenticator: authenticator, rhythm: configuration.rhythm).routes
            + SessionRoutes().routes
            + ItemsRoutes(desk: ItemsDesk(parts: parts), pages: pages).routes
            + ItemRoutes(desk: ItemsDesk(parts: parts), pages: pages).routes
            + ItemsAPIRoutes(desk: ItemsDesk(parts: parts)).routes
            + CounterfactualAPIRoutes(desk: RevisionDesk(parts: parts)).routes
            + CounterfactualRoutes(desk: RevisionDesk(parts: parts), pages: pages).routes
            + WritingRoutes(desk: RevisionDesk(parts: parts), pages: pages).routes
            + MapRoutes(desk: ItemsDesk(parts: parts)).routes
            + ImportRoutes(parts: parts).routes + ExportRoutes(parts: parts).routes
            + TrainingRoutes(parts: parts).routes + AnalysisRoutes(parts: parts).routes
            + ModelExportRoutes(parts: parts).routes
            + PredictionRoutes(parts: parts).routes + LabelStudioRoutes(parts: parts).routes
            + WebhookRoutes(desk: WebhookDesk(store: parts.store, clock: parts.clock)).routes
            + DescriptionRoutes(webFolder: configuration.webFolder).routes
            + PeopleRoutes(desk: people, pages: pages).routes
            + PersonRoutes(desk: people, pages: pages, address: address).routes
            + PeopleAPIRoutes(desk: people, address: address).routes + AnnotatorAPIRoutes(desk: people).routes
            + AccountRoutes(
                parts: parts,
                pages: pages,
                passwords: PasswordChange(store: parts.store, clock: parts.clock, hasher: hasher)
            ).routes
    }

    /// The router, without a socket: what tests send requests to.
    func router() -> Router<AppContext> {
        let router = Router(context: AppContext.self, options: .autoGenerateHeadEndpoints)
        router.add(
            middleware: RequestRecorder(
                measurements: parts.measurements,
                quietPaths: Set(pages.assets.routes.map(\.path) + ["/healthz", "/readyz", "/metrics"]),
                proxies: configuration.proxies
            )
        )
        router.add(middleware: SecurityHeaders(isSecure: configuration.isSecure))
        let programPaths = Set(routes.filter { $0.kind == .api }.map(\.path))
        router.add(middleware: ProblemResponder(pages: pages, programPaths: programPaths))
        router.add(middleware: SameOrigin())
        router.add(middleware: authenticator)
        router.add(routes)
        return router
    }

    private func cannotListen(_ reason: String) -> ServerError {
        .cannotListen(address: "\(configuration.host):\(configuration.port)", reason: reason)
    }

    /// Serves until the process is asked to end, then finishes what is in flight.
    ///
    /// - Parameter reload: What SIGHUP asks for; without it, SIGHUP ends the process as it always does.
    /// - Throws: `ServerError.cannotListen`.
    package func runUntilSignal(reload: (@Sendable () async -> [ReloadNote])? = nil) async throws {
        let logger = configuration.log.logger
        let application = application(logger, onListening: onListening)
        // Stopped in the opposite order: whoever listens to the loops ends before they do.
        var services: [any Service] = [
            LoopService(loops: parts.loops), TrainingWatch(parts: parts, logger: logger), uses,
            SearchService(store: parts.store, search: parts.search, logger: logger),
            WebhookService(
                dispatcher: WebhookDispatcher(store: parts.store, clock: parts.clock),
                store: parts.store,
                clock: parts.clock,
                logger: logger
            ), application,
        ]
        if let reload {
            // From here on the signal is caught, before anybody is told that the server is there.
            let signals = await UnixSignalsSequence(trapping: .sighup)
            services.append(ReloadService(signals: signals, reload: reload, loops: parts.loops, logger: logger))
        }
        do {
            var group = ServiceGroupConfiguration(
                services: services.map { ServiceGroupConfiguration.ServiceConfiguration(service: $0) },
                gracefulShutdownSignals: [.sigterm, .sigint],
                logger: logger
            )
            // Somebody may send an import for hours; what is stored of it stays.
            group.maximumGracefulShutdownDuration = configuration.farewell
            try await ServiceGroup(configuration: group).run()
        } catch let error as IOError {
            throw cannotListen(String(cString: strerror(error.errnoCode)))
        } catch is SocketAddressError.UnknownHost {
            throw cannotListen("there is no such address")
        }
    }

    func application(
        _ logger: Logger,
        onListening: @escaping @Sendable (Int) async -> Void
    ) -> Application<RouterResponder<AppContext>> {
        let patience = configuration.patience
        return Application(
            router: router(),
            server: .http1(
                configuration: HTTP1Channel.Configuration(
                    additionalChannelHandlers: [PatienceHandler(patience), ClosingHandler(patience)],
                    idleTimeout: TimeAmount(configuration.idleTimeout),
                    httpDecoderConfiguration: HTTP1Channel.Configuration.DecoderConfiguration(
                        maxHeaderFieldSize: configuration.headerLimit,
                        maxHeaderListSize: configuration.headerLimit,
                        maxHeaderFieldCount: 100
                    )
                )
            ),
            configuration: ApplicationConfiguration(
                address: .hostname(configuration.host, port: configuration.port),
                availableConnectionsDelegate: MaximumAvailableConnections(configuration.connectionCount, logger: logger)
            ),
            onServerRunning: { channel in await onListening(channel.localAddress?.port ?? configuration.port) },
            logger: logger
        )
    }
}
