internal import WinnowDomain

/// Roles on the command line.
enum RoleArgument {
    static let list = Role.allCases.map(\.rawValue).joined(separator: ", ")

    /// - Throws: `Problem` with the roles that there are.
    static func parse(_ text: String, of name: String) throws -> Role {
        guard let role = Role(rawValue: text) else {
            throw Problem.usage("\(name) is \"\(text)\"; the roles are \(list)")
        }
        return role
    }
}
