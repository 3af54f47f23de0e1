internal import WinnowAPI
internal import WinnowDomain
internal import WinnowServer

/// The rules for accounts are the server's; who has the data folder may everything.
struct LocalPeople: PeopleAccess {
    private let desk: PeopleDesk

    /// Where a server listens when nothing else is said.
    static let usualServer = "http://127.0.0.1:8080"

    init(installation: Installation) {
        desk = PeopleDesk(store: installation.store, clock: installation.clock)
    }

    func annotators() async throws -> [AnnotatorDocument] { try await desk.annotators() }

    func annotator(named name: String) async throws -> AnnotatorDocument { try await desk.annotator(name) }

    func addAnnotator(named name: String) async throws -> AnnotatorDocument { try await desk.addAnnotator(name) }

    func setDisabled(_ isDisabled: Bool, annotator name: String) async throws {
        try await desk.setDisabled(isDisabled, annotator: name, by: .unlimited)
    }

    func person(named name: String) async throws -> PersonDocument? {
        do {
            let person = try await desk.person(name)
            return PersonDocument(person.account, lastSeen: person.lastSeen)
        } catch PeopleError.noSuchAccount {
            return nil
        }
    }

    func addPerson(named name: String, role: Role) async throws -> PersonDocument {
        PersonDocument(try await desk.add(name, role: role, by: .unlimited), lastSeen: nil)
    }

    func setRole(_ role: Role, of name: String) async throws -> PersonDocument {
        PersonDocument(try await desk.change(name, AccountChange(role: role), by: .unlimited), lastSeen: nil)
    }

    func makeLink(for name: String, hours: Int, isReset: Bool, on server: String?) async throws -> String {
        let secret =
            isReset
            ? try await desk.reset(name, hours: hours, by: .unlimited)
            : try await desk.makeLink(for: name, hours: hours, by: .unlimited)
        return SignInLink.address(of: secret, on: server ?? Self.usualServer)
    }

    func makeToken(for name: String, _ wish: TokenRequest) async throws -> TokenReply {
        let token = try await desk.makeToken(
            for: name,
            PeopleDesk.TokenWish(name: wish.name, scopes: Set(wish.scopes), days: wish.days),
            by: .unlimited
        )
        return TokenReply(credential: CredentialDocument(token.credential), token: token.text)
    }

    func credentials(of name: String) async throws -> [CredentialDocument] {
        try await desk.credentials(of: name).map(CredentialDocument.init)
    }

    func revoke(_ credential: Int64, of name: String) async throws {
        try await desk.revoke(CredentialID(credential), of: name, by: .unlimited)
    }
}
