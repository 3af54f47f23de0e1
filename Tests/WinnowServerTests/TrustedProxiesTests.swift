import HTTPTypes
import Hummingbird
import Testing

@testable import WinnowServer

@Suite struct TrustedProxiesTests {
    private func client(_ forwarded: [String], peer: String, proxies: [String]) throws -> String {
        var head = HTTPRequest(method: .get, scheme: "http", authority: "here", path: "/")
        for value in forwarded { head.headerFields.append(HTTPField(name: .forwardedFor, value: value)) }
        let trusted = try #require(TrustedProxies(proxies))
        return trusted.client(of: Request(head: head, body: RequestBody(buffer: .init())), peer: peer)
    }

    @Test("whom a stranger asks for is not believed")
    func stranger() throws {
        #expect(try client(["192.0.2.1"], peer: "198.51.100.1", proxies: ["127.0.0.1"]) == "198.51.100.1")
        #expect(try client(["192.0.2.1"], peer: "127.0.0.1", proxies: []) == "127.0.0.1")
    }

    @Test("the last address that is no trusted proxy is the client, whatever it wrote before")
    func last() throws {
        let two = ["127.0.0.1", "10.0.0.2"]
        #expect(try client(["192.0.2.1"], peer: "127.0.0.1", proxies: two) == "192.0.2.1")
        #expect(try client(["1.1.1.1, 192.0.2.1"], peer: "127.0.0.1", proxies: two) == "192.0.2.1")
        #expect(try client(["1.1.1.1, 192.0.2.1", "10.0.0.2"], peer: "127.0.0.1", proxies: two) == "192.0.2.1")
        #expect(try client([], peer: "127.0.0.1", proxies: two) == "127.0.0.1")
        // On a socket for both.
        #expect(try client(["192.0.2.1"], peer: "::ffff:127.0.0.1", proxies: ["127.0.0.1"]) == "192.0.2.1")
        #expect(try client([], peer: "::ffff:192.0.2.1", proxies: []) == "192.0.2.1")
        #expect(try client(["2001:DB8:0::1"], peer: "::1", proxies: ["0:0:0:0:0:0:0:1"]) == "2001:db8::1")
    }

    @Test("what is no address ends the chain", arguments: ["unknown", "", "192.0.2.1:80", "a b", ",,", "_hidden"])
    func noAddress(text: String) throws {
        #expect(try client([text], peer: "127.0.0.1", proxies: ["127.0.0.1"]) == "127.0.0.1")
    }

    @Test("addresses of one IPv6 network are one origin, those of IPv4 one each")
    func origin() {
        #expect(NetworkOrigin(of: "2001:db8:1:2::1") == NetworkOrigin(of: "2001:db8:1:2:ffff::9"))
        #expect(NetworkOrigin(of: "2001:db8:1:2::1") != NetworkOrigin(of: "2001:db8:1:3::1"))
        #expect(NetworkOrigin(of: "192.0.2.1") != NetworkOrigin(of: "192.0.2.2"))
        #expect(NetworkOrigin(of: "unknown").text == "unknown")
    }

    @Test("a proxy is an IP address and nothing else")
    func configuration() {
        #expect(TrustedProxies(["localhost"]) == nil && TrustedProxies(["10.0.0.0/8"]) == nil)
    }
}
