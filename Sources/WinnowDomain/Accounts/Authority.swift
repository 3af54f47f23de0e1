/// How far somebody may manage people: nobody makes, changes or hands out what may do more than they may themselves. So a
/// token with few scopes is no way to become an owner.
package struct Authority: Hashable, Sendable {
    package let permissions: Set<Permission>
    /// Who it is; nil for the command line.
    package let account: AnnotatorID?

    /// Of whoever has the data folder in hand.
    package static let unlimited = Authority(Set(Permission.allCases))

    package init(_ permissions: Set<Permission>, of account: AnnotatorID? = nil) {
        self.permissions = permissions
        self.account = account
    }

    package func covers(_ role: Role) -> Bool { role.permissions.isSubset(of: permissions) }
}
