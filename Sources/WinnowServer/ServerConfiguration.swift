package import Foundation

/// Where the server listens and what it allows.
package struct ServerConfiguration: Sendable {
    package var host = "127.0.0.1"
    /// 0 for one that is free.
    package var port = 8080
    /// The address that people type, when a proxy stands in between; with https, cookies are for https only.
    package var publicURL: URL?
    /// Templates and static files.
    package var webFolder: URL
    /// Connections at a time; more wait.
    package var connectionCount = 1_024
    /// A connection on which nothing happens for so long is closed.
    package var idleTimeout = Duration.seconds(60)
    /// How long a client may let the server wait.
    var patience = Patience()
    /// How long what is in flight may take when the server is asked to end.
    var farewell = Duration.seconds(30)
    /// How often an event stream is looked after.
    var rhythm = EventStream.Rhythm()
    /// All headers of a request together, in bytes.
    var headerLimit = 32_768
    package var proxies = TrustedProxies.none
    package var log = ServerLog()

    package init(webFolder: URL) {
        self.webFolder = webFolder
    }

    /// Whether browsers reach the server by https.
    var isSecure: Bool { publicURL?.scheme == "https" }
}
