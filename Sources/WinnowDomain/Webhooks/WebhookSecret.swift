internal import Crypto
internal import Foundation

/// What deliveries are signed with, as the Standard Webhooks specification writes it: `whsec_` and 24 to 64 bytes in base64.
///
/// Source: standard-webhooks, spec/standard-webhooks.md, "Signature scheme".
package struct WebhookSecret: Hashable, Sendable {
    private static let prefix = "whsec_"

    package let text: String
    private let bytes: [UInt8]

    /// nil for what is no secret.
    package init?(_ text: String) {
        guard text.hasPrefix(Self.prefix), let data = Data(base64Encoded: String(text.dropFirst(Self.prefix.count))),
            (24...64).contains(data.count)
        else { return nil }
        self.text = text
        bytes = Array(data)
    }

    private init(bytes: [UInt8]) {
        text = Self.prefix + Data(bytes).base64EncodedString()
        self.bytes = bytes
    }

    /// A new one, of 32 random bytes.
    package static func random() -> WebhookSecret {
        var generator = SystemRandomNumberGenerator()
        return WebhookSecret(bytes: (0..<32).map { _ in UInt8.random(in: .min ... .max, using: &generator) })
    }

    /// The value of `webhook-signature`: HMAC-SHA256 of `id.seconds.body`.
    package func signature(of body: String, id: String, seconds: Int) -> String {
        let signed = Data("\(id).\(seconds).\(body)".utf8)
        let code = HMAC<SHA256>.authenticationCode(for: signed, using: SymmetricKey(data: bytes))
        return "v1,\(Data(code).base64EncodedString())"
    }
}

extension WebhookSecret: CustomStringConvertible {
    /// Without the secret: whoever writes it into a log by mistake writes nothing.
    package var description: String { "secret of a webhook" }
}
