internal import Foundation
package import WinnowAPI

extension APIClient {
    /// Names are free: the query takes what a part of a path does not.
    private func path(_ folder: String, _ rest: [String] = []) -> [String] { ["api", "v1", folder, "-"] + rest }
    private func named(_ name: String) -> [URLQueryItem] { [URLQueryItem(name: "name", value: name)] }

    package func annotators() async throws -> [AnnotatorDocument] {
        let reply: AnnotatorsReply = try await get(["api", "v1", "annotators"])
        return reply.annotators
    }

    package func annotator(named name: String) async throws -> AnnotatorDocument {
        try await get(path("annotators"), query: named(name))
    }

    package func addAnnotator(_ wish: NewAnnotatorRequest) async throws -> AnnotatorDocument {
        try await send("POST", ["api", "v1", "annotators"], wish)
    }

    package func changeAnnotator(_ name: String, _ wish: AnnotatorChangeRequest) async throws -> AnnotatorDocument {
        try await send("PATCH", path("annotators"), query: named(name), wish)
    }

    package func addPerson(_ wish: NewPersonRequest) async throws -> PersonDocument {
        try await send("POST", ["api", "v1", "people"], wish)
    }

    package func person(named name: String) async throws -> PersonDocument {
        try await get(path("people"), query: named(name))
    }

    package func changePerson(_ name: String, _ wish: PersonChangeRequest) async throws -> PersonDocument {
        try await send("PATCH", path("people"), query: named(name), wish)
    }

    package func makeLink(for name: String, _ wish: LinkRequest) async throws -> LinkReply {
        try await send("POST", path("people", ["links"]), query: named(name), wish)
    }

    package func makeToken(for name: String, _ wish: TokenRequest) async throws -> TokenReply {
        try await send("POST", path("people", ["tokens"]), query: named(name), wish)
    }

    package func credentials(of name: String) async throws -> [CredentialDocument] {
        let reply: CredentialsReply = try await get(path("people", ["credentials"]), query: named(name))
        return reply.credentials
    }

    package func revoke(_ credential: Int64, of name: String) async throws {
        try await delete(path("people", ["credentials", "\(credential)"]), query: named(name))
    }
}
