import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import NIOEmbedded
import WinnowAPI
import WinnowDomain
import WinnowEngine
import WinnowStore
import WinnowTestSupport

@testable import WinnowServer

/// A server without a socket, over a data folder with one queue.
struct ServerFixture {
    let folder: TemporaryFolder
    let database: Database
    let queue: Queue
    let clock = ManualClock()
    let server: WebServer
    let search: SearchFolder
    let loops: QueueLoops

    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    init(
        texts: [String] = (0..<12).map { "text number \($0)" },
        task: QueueDefinition.Task = .classification,
        configuration: ServerConfiguration = .test
    ) async throws {
        folder = try TemporaryFolder()
        let dataFolder = DataFolder(url: folder.url.appending(path: "data"))
        try dataFolder.create()
        database = try Database(path: dataFolder.database.path)
        queue = try await database.createQueue(
            named: "mails",
            definition: try .sample(["cat", "dog", "\"><script>alert(1)</script>"], task: task),
            at: Moment(0)
        )
        let importer = Importer(queue: queue, store: database, clock: clock, policy: .fail, annotator: "import")
        _ = try await importer.store(
            texts.enumerated().map { number, text in
                IncomingRecord(
                    place: Place(file: "test", line: number + 1),
                    externalID: "item-\(number)",
                    data: .members(["text": .string(text)]),
                    text: text
                )
            }
        )
        search = SearchFolder(folder: dataFolder.search, database: database)
        loops = QueueLoops(store: database, folder: dataFolder, clock: clock, hub: EventHub())
        server = try WebServer(
            parts: ServerParts(store: database, loops: loops, clock: clock, search: search),
            configuration: configuration,
            onListening: { _ in }
        )
    }

    /// What a browser or program of an account sends along.
    struct Visitor {
        var headers: HTTPFields = [:]
        var formToken = ""
    }

    /// Somebody who is signed in on a browser.
    func browser(_ name: String, _ role: Role) async throws -> Visitor {
        let account = try await account(name, role)
        let secret = Secret()
        _ = try await database.addCredential(
            NewCredential(account: account.id, kind: .session, secretHash: secret.hash),
            at: clock.now()
        )
        return Visitor(headers: [.cookie: "winnow=\(secret.text)"], formToken: secret.formToken)
    }

    /// A program with a token.
    func program(_ name: String, _ role: Role, scopes: Set<Permission>? = nil) async throws -> Visitor {
        let account = try await account(name, role)
        let secret = Secret()
        _ = try await database.addCredential(
            NewCredential(account: account.id, kind: .token, secretHash: secret.hash, scopes: scopes),
            at: clock.now()
        )
        return Visitor(headers: [.authorization: "Bearer \(secret.text)"])
    }

    func account(_ name: String, _ role: Role) async throws -> Account {
        if let known = try await database.account(named: name) { return known }
        return try await database.addAccount(named: name, role: role, at: clock.now())
    }

    /// Gives an account a first password, which ends its sessions.
    func setPassword(_ password: String, of account: Account) async throws {
        let hash = try await PasswordHasher(rounds: 16).hash(password)
        let isSet = try await database.setPassword(
            NewPassword(account: account.id, hash: hash, former: nil, session: nil),
            at: clock.now()
        )
        guard isSet else { throw CancellationError() }
    }

    struct Answer {
        let status: Int
        let headers: HTTPFields
        let body: String

        func decoded<Value: Decodable>(_ type: Value.Type) throws -> Value {
            try JSONDecoder().decode(type, from: Data(body.utf8))
        }
    }

    func send(
        _ method: HTTPRequest.Method,
        _ path: String,
        as visitor: Visitor = Visitor(),
        headers: HTTPFields = [:],
        body: String = "",
        bytes: [UInt8]? = nil,
        peer: String? = nil,
        logger: Logger = Self.logger
    ) async throws -> Answer {
        var head = HTTPRequest(method: method, scheme: "http", authority: "localhost", path: path)
        head.headerFields = visitor.headers
        for field in headers { head.headerFields[field.name] = field.value }
        let channel = EmbeddedChannel()
        if let peer { channel.remoteAddress = try SocketAddress(ipAddress: peer, port: 40_000) }
        let source = ApplicationRequestContextSource(channel: channel, logger: logger)
        let response = try await server.router().buildResponder().respond(
            to: Request(
                head: head,
                body: RequestBody(buffer: bytes.map { ByteBuffer(bytes: $0) } ?? ByteBuffer(string: body))
            ),
            context: AppContext(source: source)
        )
        let collected = Collected()
        try await response.body.write(collected)
        return Answer(status: response.status.code, headers: response.headers, body: collected.text)
    }

    /// A form of a page, with its token.
    func submit(_ path: String, as visitor: Visitor, _ fields: KeyValuePairs<String, String>) async throws -> Answer {
        let pairs = fields.map { "\($0)=\($1.formEscaped)" } + ["form-token=\(visitor.formToken)"]
        return try await send(
            .post,
            path,
            as: visitor,
            headers: [.contentType: "application/x-www-form-urlencoded"],
            body: pairs.joined(separator: "&")
        )
    }

    /// JSON of a page's module or a program.
    func post(_ path: String, as visitor: Visitor, _ body: String = "{}") async throws -> Answer {
        try await call(.post, path, as: visitor, body)
    }

    func call(
        _ method: HTTPRequest.Method,
        _ path: String,
        as visitor: Visitor,
        _ body: String = "{}"
    ) async throws -> Answer {
        var headers: HTTPFields = [.contentType: "application/json", .accept: "application/json"]
        if !visitor.formToken.isEmpty { headers[FormGuard.header] = visitor.formToken }
        return try await send(method, path, as: visitor, headers: headers, body: body)
    }

    static let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        .with(metadataKey: "hb.request.id", value: "test")
}

extension ServerConfiguration {
    /// With the pages of this repository, on a port that is free.
    static var test: ServerConfiguration {
        var configuration = ServerConfiguration(webFolder: ServerFixture.root.appending(path: "web"))
        configuration.port = 0
        // Beside all other suites a connection may wait for a minute; those that test patience state theirs.
        configuration.patience.head = .seconds(300)
        return configuration
    }
}

extension Logger {
    fileprivate func with(metadataKey key: String, value: Logger.MetadataValue) -> Logger {
        var logger = Logger(label: label) { _ in StreamLogHandler.standardError(label: "test") }
        logger.logLevel = .critical
        logger[metadataKey: key] = value
        return logger
    }
}

/// The body of a response as text.
private final class Collected: ResponseBodyWriter {
    private(set) var text = ""

    func write(_ buffer: ByteBuffer) async throws { text += String(buffer: buffer) }
    func finish(_ trailingHeaders: HTTPFields?) async throws {}
}
