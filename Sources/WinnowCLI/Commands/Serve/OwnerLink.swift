internal import WinnowDomain
internal import WinnowServer

/// The way in for the first owner.
enum OwnerLink {
    private static let name = "owner"
    private static let linkName = "printed by winnow serve"
    private static let validity = Duration.seconds(24 * 3_600)

    /// A one-time token while no owner could sign in otherwise; makes the account if there is none.
    static func make(_ installation: Installation) async throws -> String? {
        let (store, now) = (installation.store, installation.clock.now())
        let owners = try await store.accounts().filter { $0.role == .owner }
        for owner in owners where !owner.isDisabled {
            if owner.hasPassword { return nil }
            if try await store.credentials(of: owner.id, now: now).contains(where: { $0.kind == .session }) {
                return nil
            }
        }
        let owner: Account
        if let known = owners.first(where: { !$0.isDisabled }) {
            owner = known
        } else if try await store.account(named: name) == nil {
            owner = try await store.addAccount(named: name, role: .owner, at: now)
        } else {
            throw Problem(
                .accountExists,
                "nobody may own this folder yet, and the account \"\(name)\" is another one; say who is to own it: "
                    + "winnow annotator role NAME owner"
            )
        }
        // Each start prints another one, into a log as like as not.
        for link in try await store.credentials(of: owner.id, now: now)
        where link.kind == .link && link.name == linkName {
            try await store.revoke(link.id, of: owner.id, at: now)
        }
        return try await SignInLink.make(
            for: owner.id,
            name: linkName,
            validity: validity,
            store: store,
            now: now
        ).text
    }
}
