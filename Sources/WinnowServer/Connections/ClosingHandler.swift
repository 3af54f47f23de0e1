internal import HTTPTypes
internal import NIOCore
internal import NIOHTTPTypes

/// Closes a connection after an answer that says so, without taking the answer from a client that is still sending.
final class ClosingHandler: ChannelOutboundHandler, RemovableChannelHandler {
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private let lingering: TimeAmount
    private var closes = false

    init(_ patience: Patience) { lingering = patience.lingering }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        switch unwrapOutboundIn(data) {
        case .head(let head): closes = head.headerFields[.connection] == "close"
        case .end where closes:
            context.writeAndFlush(data, promise: promise)
            context.close(mode: .output, promise: nil)
            let channel = context.channel
            context.eventLoop.scheduleTask(in: lingering) { channel.close(promise: nil) }
            return
        default: break
        }
        context.write(data, promise: promise)
    }
}
