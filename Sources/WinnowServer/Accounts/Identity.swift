internal import WinnowDomain

/// Who asks, and by what.
struct Identity: Sendable {
    let account: Account
    let credential: Credential
    let permissions: Set<Permission>
    /// What a form of this session has to bring; nil for programs, whose tokens no browser sends by itself.
    let formToken: String?

    init(_ holder: CredentialHolder, formToken: String?) {
        account = holder.account
        credential = holder.credential
        permissions = holder.permissions
        self.formToken = formToken
    }

    func may(_ permission: Permission) -> Bool { permissions.contains(permission) }

    /// How far it reaches over others.
    var authority: Authority { Authority(permissions, of: account.id) }
}
