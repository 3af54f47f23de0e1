import HTTPTypes
import Testing
import WinnowAPI
import WinnowDomain
import WinnowStore

@testable import WinnowServer

/// Names that answers belong to, over the API.
@Suite struct AnnotatorAPITests {
    private let fixture: ServerFixture
    private let olga: ServerFixture.Visitor

    init() async throws {
        fixture = try await ServerFixture()
        olga = try await fixture.program("olga", .owner)
    }

    private func code(_ answer: ServerFixture.Answer) throws -> ErrorCode {
        try answer.decoded(ProblemDocument.self).code
    }

    @Test("a name is added without an account, listed beside those with one, disabled and enabled")
    func names() async throws {
        let made = try await fixture.post("/api/v1/annotators", as: olga, #"{"name": "a/b"}"#)
        #expect(made.status == 201 && made.headers[.location] == "/api/v1/annotators/-?name=a%2Fb")
        #expect(try made.decoded(AnnotatorDocument.self).role == nil)
        let list = try await fixture.call(.get, "/api/v1/annotators", as: olga).decoded(AnnotatorsReply.self)
        #expect(list.annotators.map(\.name) == ["a/b", "olga"] && list.annotators.map(\.role) == [nil, .owner])
        for isDisabled in [true, true, false] {
            let changed = try await fixture.call(
                .patch,
                "/api/v1/annotators/-?name=a%2Fb",
                as: olga,
                "{\"isDisabled\": \(isDisabled)}"
            ).decoded(AnnotatorDocument.self)
            #expect(changed.isDisabled == isDisabled)
            let shown = try await fixture.call(.get, "/api/v1/annotators/-?name=a%2Fb", as: olga)
            #expect(try shown.decoded(AnnotatorDocument.self) == changed)
        }
    }

    @Test("what cannot be is refused with a code that says why")
    func refusals() async throws {
        func add(_ body: String) async throws -> ErrorCode {
            try code(try await fixture.post("/api/v1/annotators", as: olga, body))
        }
        #expect(try await add(#"{"name": "olga"}"#) == .annotatorExists)
        #expect(try await add(#"{"name": ""}"#) == .notPossible)
        #expect(try await add("{}") == .badRequest)
        #expect(try code(try await fixture.call(.get, "/api/v1/annotators/nobody", as: olga)) == .noSuchAnnotator)
        func change(_ name: String, _ body: String) async throws -> ErrorCode {
            try code(try await fixture.call(.patch, "/api/v1/annotators/\(name)", as: olga, body))
        }
        #expect(try await change("nobody", #"{"isDisabled": true}"#) == .noSuchAnnotator)
        #expect(try await change("olga", #"{"isDisabled": true}"#) == .lastOwner)
        #expect(try await change("olga", "{}") == .badRequest)
    }

    @Test("a token of few scopes disables nobody who may do more, and names without an account all the same")
    func authority() async throws {
        let narrow = try await fixture.program("olga", .owner, scopes: [.managePeople, .label])
        _ = try await fixture.account("ben", .owner)
        _ = try await fixture.account("rosa", .annotator)
        _ = try await fixture.database.addAnnotator(named: "emil", at: Moment(0))
        for (name, status) in [("ben", 403), ("rosa", 200), ("emil", 200)] {
            let path = "/api/v1/annotators/\(name)"
            #expect(try await fixture.call(.patch, path, as: narrow, #"{"isDisabled": true}"#).status == status)
        }
        #expect(try await fixture.database.annotator(named: "ben").isDisabled == false)
        #expect(try await fixture.database.annotator(named: "emil").isDisabled)
    }
}
