import HTTPTypes
import NIOCore
import NIOEmbedded
import NIOHTTPTypes
import Testing

@testable import WinnowServer

@Suite struct PatienceTests {
    private let patience = Patience()

    private func connection() throws -> EmbeddedChannel {
        let channel = EmbeddedChannel(handler: PatienceHandler(patience))
        try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()
        return channel
    }

    private var start: HTTPRequestPart {
        .head(HTTPRequest(method: .post, scheme: "http", authority: "here", path: "/"))
    }

    /// Lets time pass and asks for more, as a server does that has taken what there was.
    private func wait(_ seconds: Int64, _ channel: EmbeddedChannel) {
        channel.read()
        channel.embeddedEventLoop.advanceTime(by: .seconds(seconds))
    }

    @Test("a connection on which no header comes is closed")
    func head() throws {
        let channel = try connection()
        wait(14, channel)
        #expect(channel.isActive)
        wait(2, channel)
        #expect(!channel.isActive)
    }

    @Test("a request that was read to its end has all the time of the world")
    func whole() throws {
        let channel = try connection()
        try channel.writeInbound(start)
        try channel.writeInbound(HTTPRequestPart.end(nil))
        wait(10_000, channel)
        #expect(channel.isActive)
    }

    @Test(
        "a body that comes a byte at a time ends the connection, and one that comes fast enough takes as long as it takes"
    )
    func body() throws {
        func secondsUntilClosed(bytesASecond: Int) throws -> Int? {
            let channel = try connection()
            try channel.writeInbound(start)
            for second in 1...600 {
                wait(1, channel)
                if !channel.isActive { return second }
                try channel.writeInbound(HTTPRequestPart.body(ByteBuffer(repeating: 65, count: bytesASecond)))
            }
            return nil
        }
        #expect(try secondsUntilClosed(bytesASecond: 0) == 30)
        let slow = try #require(try secondsUntilClosed(bytesASecond: 1))
        #expect((30...32).contains(slow))
        #expect(try secondsUntilClosed(bytesASecond: 500) == nil)
    }

    @Test("a great body does not buy time for dawdling later")
    func noSaving() throws {
        let channel = try connection()
        try channel.writeInbound(start)
        try channel.writeInbound(HTTPRequestPart.body(ByteBuffer(repeating: 65, count: 10_000_000)))
        wait(31, channel)
        #expect(!channel.isActive)
    }

    @Test("time in which the server does not ask for more is not the client's")
    func backPressure() throws {
        let channel = try connection()
        try channel.writeInbound(start)
        try channel.writeInbound(HTTPRequestPart.body(ByteBuffer(repeating: 65, count: 10)))
        channel.embeddedEventLoop.advanceTime(by: .hours(1))
        #expect(channel.isActive)
        wait(31, channel)
        #expect(!channel.isActive)
    }

    @Test("a client that takes nothing of its answer is left after a while, one that takes some is not")
    func reading() throws {
        let channel = try connection()
        try channel.writeInbound(start)
        try channel.writeInbound(HTTPRequestPart.end(nil))
        func set(_ isWritable: Bool) {
            channel.isWritable = isWritable
            channel.pipeline.fireChannelWritabilityChanged()
        }
        for _ in 0..<5 {
            set(false)
            channel.embeddedEventLoop.advanceTime(by: .seconds(50))
            set(true)
        }
        #expect(channel.isActive)
        set(false)
        channel.embeddedEventLoop.advanceTime(by: .seconds(61))
        #expect(!channel.isActive)
    }
}
