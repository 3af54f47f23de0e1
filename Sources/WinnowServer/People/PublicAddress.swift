internal import Foundation
internal import Hummingbird

/// The server's address as people have it in their browsers: what links begin with.
struct PublicAddress: Sendable {
    let publicURL: URL?

    /// What was set, else the host that the request was sent to.
    func text(for request: Request) -> String { text(host: request.head.authority) }

    func text(host: String?) -> String {
        if let publicURL { return publicURL.absoluteString }
        let host = host ?? ""
        let isPlain = host.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"):
                true
            default: ".-:[]".utf8.contains(byte)
            }
        }
        return "http://\(isPlain && !host.isEmpty ? host : "localhost")"
    }
}
