internal import Hummingbird
internal import Logging

/// What is known of a request while it is answered.
struct AppContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    /// The network address at the other end, or the one that a trusted proxy there asks for; sign-in attempts are counted
    /// by it.
    var peer: String
    /// Who asks; nil for those who are not signed in.
    var identity: Identity?
    /// The most bytes of a body that the route takes; nil for a stream.
    var bodyLimit: Int? = 0
    /// What the request is called in the log, in answers and in problem documents.
    var requestID: String
    let trail = RequestTrail()

    init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        peer = source.channel.remoteAddress?.ipAddress ?? "unknown"
        requestID = source.logger[metadataKey: "hb.request.id"].map { "\($0)" } ?? ""
    }

    /// Whether a program on this machine asks for itself. A proxy on this machine asks for others, and says so.
    func isFromThisMachine(_ request: Request) -> Bool {
        guard request.headers[.forwardedFor] == nil, request.headers[.forwarded] == nil else { return false }
        return peer.hasPrefix("127.") || peer == "::1"
    }

    var maxUploadSize: Int { bodyLimit ?? .max }
}
