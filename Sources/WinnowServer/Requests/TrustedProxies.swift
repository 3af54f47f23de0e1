internal import HTTPTypes
internal import Hummingbird
internal import NIOCore

/// Proxies whose word is taken for whom they ask for. Anybody can write an `X-Forwarded-For`, so it counts only from
/// these: sign-in attempts are counted by address, and one's own address would be easy to change.
package struct TrustedProxies: Sendable {
    private let addresses: Set<String>

    package static let none = TrustedProxies()

    private init() { addresses = [] }

    /// - Returns: nil when one is no IP address.
    package init?(_ addresses: some Sequence<String>) {
        var plain: Set<String> = []
        for address in addresses {
            guard let text = Self.plain(address) else { return nil }
            plain.insert(text)
        }
        self.addresses = plain
    }

    /// Where a request comes from: the other end of the connection, or what the proxy there says of it. Of several
    /// proxies in a row each appends whom it heard from, so the last one that is none of them is the client.
    func client(of request: Request, peer: String) -> String {
        var client = Self.plain(peer) ?? peer
        let forwarded = request.headers[values: .forwardedFor].joined(separator: ",").split(separator: ",")
        for entry in forwarded.reversed() {
            guard addresses.contains(client), let before = Self.plain(String(entry)) else { break }
            client = before
        }
        return client
    }

    /// One way to write an address; nil for what is none. On a socket for both, IPv4 comes as IPv6.
    private static func plain(_ text: String) -> String? {
        let text = text.trimmingPrefix(while: { $0 == " " }).prefix { $0 != " " }
        guard let address = try? SocketAddress(ipAddress: String(text), port: 0).ipAddress else { return nil }
        let mapped = "::ffff:"
        return address.hasPrefix(mapped) && address.contains(".") ? String(address.dropFirst(mapped.count)) : address
    }
}
