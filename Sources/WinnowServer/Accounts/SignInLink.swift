package import WinnowDomain

/// Links that sign somebody in.
package enum SignInLink {
    /// Makes a link for one use; its secret is the token in the address.
    ///
    /// - Parameter name: What lists call it.
    package static func make(
        for account: AnnotatorID,
        name: String? = nil,
        validity: Duration,
        store: any AccountStore,
        now: Moment
    ) async throws -> IssuedSecret {
        let secret = Secret()
        let credential = try await store.addCredential(
            NewCredential(
                account: account,
                kind: .link,
                secretHash: secret.hash,
                name: name,
                expiresAt: now.advanced(by: validity),
                isSingleUse: true
            ),
            at: now
        )
        return IssuedSecret(credential: credential, text: secret.text)
    }

    /// The address to open.
    ///
    /// - Parameter server: The server's address, as browsers know it.
    package static func address(of secret: IssuedSecret, on server: String) -> String {
        begun(by: server) + path + secret.text
    }

    /// A link that a server has made, beginning with another of its addresses; nil when it is no such link.
    package static func address(_ link: String, on server: String) -> String? {
        link.firstRange(of: path).map { begun(by: server) + link[$0.lowerBound...] }
    }

    private static let path = "/sign-in/link?token="

    private static func begun(by server: String) -> String {
        server.hasSuffix("/") ? String(server.dropLast()) : server
    }
}
