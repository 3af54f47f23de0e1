internal import WinnowAPI
internal import WinnowDomain
internal import WinnowServer

/// What the commands of annotators and accounts ask of their place; see `QueueAccess` for how such a protocol is made.
protocol PeopleAccess: Sendable {
    func annotators() async throws -> [AnnotatorDocument]
    /// - Throws: `no-such-annotator`.
    func annotator(named name: String) async throws -> AnnotatorDocument
    /// Adds a name without an account.
    func addAnnotator(named name: String) async throws -> AnnotatorDocument
    func setDisabled(_ isDisabled: Bool, annotator name: String) async throws
    /// The account of a name; nil when it has none.
    func person(named name: String) async throws -> PersonDocument?
    func addPerson(named name: String, role: Role) async throws -> PersonDocument
    func setRole(_ role: Role, of name: String) async throws -> PersonDocument
    /// - Parameter server: What the link begins with; nil for what the place knows.
    /// - Returns: The address to open.
    func makeLink(for name: String, hours: Int, isReset: Bool, on server: String?) async throws -> String
    func makeToken(for name: String, _ wish: TokenRequest) async throws -> TokenReply
    func credentials(of name: String) async throws -> [CredentialDocument]
    func revoke(_ credential: Int64, of name: String) async throws
}

extension DataOptions {
    func people(_ opening: Workplace.Opening = .existing) throws -> any PeopleAccess {
        switch try place {
        case .folder: LocalPeople(installation: try open(opening))
        case .server(let client): RemotePeople(client: client)
        }
    }
}
