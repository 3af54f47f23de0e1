internal import Foundation
package import WinnowDomain

/// The address of a webhook, taken apart.
struct WebhookAddress: Hashable, Sendable {
    let url: String
    let host: String
    let isEncrypted: Bool

    static let lengthLimit = 2_000

    /// - Throws: `WebhookError` for what is no address that messages could be posted to.
    init(_ text: String, allowsPrivate: Bool) throws(WebhookError) {
        guard text.utf8.count <= Self.lengthLimit, text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f }),
            let parts = URLComponents(string: text), let scheme = parts.scheme?.lowercased(),
            ["http", "https"].contains(scheme), let host = parts.host, !host.isEmpty
        else { throw .badAddress(String(text.prefix(200))) }
        guard parts.user == nil, parts.password == nil else { throw .addressWithPassword }
        guard parts.fragment == nil else { throw .badAddress(String(text.prefix(200))) }
        isEncrypted = scheme == "https"
        guard isEncrypted || allowsPrivate else { throw .unencrypted }
        url = text
        // An address of the newer kind stands in brackets.
        self.host = host.hasPrefix("[") && host.hasSuffix("]") ? String(host.dropFirst().dropLast()) : host
        if !allowsPrivate, let address = NetworkAddress(self.host), !address.isPublic {
            throw .privateAddress(host: self.host)
        }
    }
}

/// Why a webhook is not made or changed.
package enum WebhookError: CodedError, Hashable, Sendable {
    case badAddress(String)
    case addressWithPassword
    case unencrypted
    case privateAddress(host: String)
    case noKinds
    case badSecret

    package var code: ErrorCode { .notPossible }

    package var description: String {
        switch self {
        case .badAddress(let text):
            "\"\(text.visible)\" is no address to post to; write it as in https://example.org/hooks/winnow"
        case .addressWithPassword: "the address has a name or a password in it; who receives can tell by the signature"
        case .unencrypted:
            "what is said about items would travel unencrypted; use https, or allow a private address if it stays in your network"
        case .privateAddress(let host):
            "\(host) is an address of this machine or of its own network; allow private addresses if that is meant"
        case .noKinds: "say what it is to be told of: \(Webhook.Kind.allCases.map(\.rawValue).joined(separator: ", "))"
        case .badSecret: "the secret has to be whsec_ and 24 to 64 bytes in base64"
        }
    }
}
