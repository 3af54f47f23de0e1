internal import NIOCore
internal import NIOHTTPTypes

/// Closes connections whose client is too slow, as `Patience` says.
final class PatienceHandler: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart

    private enum Phase {
        case head, body
        /// A request was read to its end; the next one has the idle time.
        case none
    }

    private let patience: Patience
    private var phase = Phase.head
    /// What is left of the client's time.
    private var left: TimeAmount
    private var waitingSince: NIODeadline?
    private var readTimer: Scheduled<Void>?
    private var writeTimer: Scheduled<Void>?

    init(_ patience: Patience) {
        self.patience = patience
        left = patience.head
    }

    func handlerAdded(context: ChannelHandlerContext) {
        if context.channel.isActive { startWaiting(context) }
    }

    func channelActive(context: ChannelHandlerContext) {
        startWaiting(context)
        context.fireChannelActive()
    }

    func handlerRemoved(context: ChannelHandlerContext) { cancel() }

    func channelInactive(context: ChannelHandlerContext) {
        cancel()
        context.fireChannelInactive()
    }

    /// The server asks for more: from now on the client is waited for, and while it does not ask, it is not.
    func read(context: ChannelHandlerContext) {
        startWaiting(context)
        context.read()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        stopWaiting(context)
        switch unwrapInboundIn(data) {
        case .head:
            phase = .body
            left = patience.body
        case .body(let bytes):
            left = min(left + patience.worth(of: bytes.readableBytes), patience.body)
        case .end: phase = .none
        }
        context.fireChannelRead(data)
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        writeTimer?.cancel()
        writeTimer = context.channel.isWritable ? nil : close(context, in: patience.reading)
        context.fireChannelWritabilityChanged()
    }

    private func startWaiting(_ context: ChannelHandlerContext) {
        guard phase != .none, waitingSince == nil else { return }
        waitingSince = context.eventLoop.now
        readTimer = close(context, in: left)
    }

    private func stopWaiting(_ context: ChannelHandlerContext) {
        readTimer?.cancel()
        readTimer = nil
        guard let since = waitingSince else { return }
        waitingSince = nil
        left = max(.zero, left - (context.eventLoop.now - since))
    }

    private func close(_ context: ChannelHandlerContext, in time: TimeAmount) -> Scheduled<Void> {
        let channel = context.channel
        return context.eventLoop.scheduleTask(in: time) { channel.close(promise: nil) }
    }

    private func cancel() {
        readTimer?.cancel()
        writeTimer?.cancel()
    }
}
