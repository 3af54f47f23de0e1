package import WinnowDomain

/// Links that sign somebody in.
package enum SignInLink {
    /// Makes the token of a link for one use.
    package static func make(
        for account: AnnotatorID,
        validity: Duration,
        store: any AccountStore,
        now: Moment
    ) async throws -> String {
        let secret = Secret()
        _ = try await store.addCredential(
            NewCredential(
                account: account,
                kind: .link,
                secretHash: secret.hash,
                expiresAt: now.advanced(by: validity),
                isSingleUse: true
            ),
            at: now
        )
        return secret.text
    }
}
