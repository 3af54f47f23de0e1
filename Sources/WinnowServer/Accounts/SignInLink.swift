package import WinnowDomain

/// Links that sign somebody in.
package enum SignInLink {
    /// Makes a link for one use; its secret is the token in the address.
    package static func make(
        for account: AnnotatorID,
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
        "\(server.hasSuffix("/") ? String(server.dropLast()) : server)/sign-in/link?token=\(secret.text)"
    }
}
