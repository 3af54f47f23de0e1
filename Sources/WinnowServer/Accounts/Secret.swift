internal import Crypto
internal import Foundation
internal import WinnowDomain

/// A random secret: shown once, kept as a digest.
struct Secret: Sendable {
    /// What tokens of programs begin with.
    static let tokenMark = "winnow_"

    /// 256 bits, in base64url behind a mark that scanners of leaked secrets know.
    let text: String

    init(prefix: String = "") {
        let key = SymmetricKey(size: .bits256).withUnsafeBytes { Data($0) }
        let text = key.base64EncodedString()
            .replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
        self.text = prefix + text
    }

    init(presented text: String) {
        self.text = text
    }

    /// What is stored: the secret is random, so nothing dearer is needed.
    var hash: String { Digest(of: Data(text.utf8)).description }

    /// The token that forms of this session carry: only who knows the session's secret can make it.
    var formToken: String {
        let code = HMAC<SHA256>.authenticationCode(for: Data("form".utf8), using: SymmetricKey(data: Data(text.utf8)))
        return Digest(of: Data(code)).description
    }
}
