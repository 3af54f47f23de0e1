internal import Foundation
internal import NIOCore

/// Whoever has an address: with IPv6 a household or a machine has a whole network of 64 bits, and as many addresses as it
/// likes.
struct NetworkOrigin: Hashable, Sendable {
    let text: String

    init(of address: String) {
        guard case .v6(let socket)? = try? SocketAddress(ipAddress: address, port: 0) else {
            text = address
            return
        }
        let bytes = withUnsafeBytes(of: socket.address.sin6_addr) { Array($0.prefix(8)) }
        text = bytes.map { String($0, radix: 16) }.joined(separator: ":") + "::/64"
    }
}
