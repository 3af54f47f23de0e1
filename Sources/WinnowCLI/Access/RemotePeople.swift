internal import WinnowAPI
internal import WinnowClient
internal import WinnowDomain
internal import WinnowServer

/// People of a server, within what the token's owner may do there.
struct RemotePeople: PeopleAccess {
    let client: APIClient

    func annotators() async throws -> [AnnotatorDocument] { try await client.annotators() }

    func annotator(named name: String) async throws -> AnnotatorDocument { try await client.annotator(named: name) }

    func addAnnotator(named name: String) async throws -> AnnotatorDocument {
        try await client.addAnnotator(NewAnnotatorRequest(name: name))
    }

    func setDisabled(_ isDisabled: Bool, annotator name: String) async throws {
        _ = try await client.changeAnnotator(name, AnnotatorChangeRequest(isDisabled: isDisabled))
    }

    func person(named name: String) async throws -> PersonDocument? {
        do {
            return try await client.person(named: name)
        } catch ClientError.problem(.noSuchAccount, _) {
            return nil
        }
    }

    func addPerson(named name: String, role: Role) async throws -> PersonDocument {
        try await client.addPerson(NewPersonRequest(name: name, role: role))
    }

    func setRole(_ role: Role, of name: String) async throws -> PersonDocument {
        try await client.changePerson(name, PersonChangeRequest(role: role))
    }

    func makeLink(for name: String, hours: Int, isReset: Bool, on server: String?) async throws -> String {
        let reply = try await client.makeLink(for: name, LinkRequest(hours: hours, isReset: isReset))
        guard let server else { return reply.link }
        guard let link = SignInLink.address(reply.link, on: server) else {
            throw ClientError.notUnderstood(client.address, reason: "its link is none that signs in")
        }
        return link
    }

    func makeToken(for name: String, _ wish: TokenRequest) async throws -> TokenReply {
        try await client.makeToken(for: name, wish)
    }

    func credentials(of name: String) async throws -> [CredentialDocument] {
        try await client.credentials(of: name)
    }

    func revoke(_ credential: Int64, of name: String) async throws {
        try await client.revoke(credential, of: name)
    }
}
