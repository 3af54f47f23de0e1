import HTTPTypes
import Testing
import WinnowAPI
import WinnowDomain
import WinnowStore
import WinnowTestSupport

@testable import WinnowServer

@Suite struct PeopleAPITests {
    private let fixture: ServerFixture
    private let olga: ServerFixture.Visitor

    init() async throws {
        fixture = try await ServerFixture()
        olga = try await fixture.program("olga", .owner)
    }

    private func code(_ answer: ServerFixture.Answer) throws -> ErrorCode {
        try answer.decoded(ProblemDocument.self).code
    }

    @Test("people are made, listed, looked at and changed")
    func people() async throws {
        let made = try await fixture.post("/api/v1/people", as: olga, #"{"name": "a/b", "role": "reviewer"}"#)
        #expect(made.status == 201 && made.headers[.location] == "/api/v1/people/-?name=a%2Fb")
        let plain = try await fixture.post("/api/v1/people", as: olga, #"{"name": "rosa"}"#)
        #expect(try plain.decoded(PersonDocument.self).role == .annotator)
        let list = try await fixture.call(.get, "/api/v1/people", as: olga).decoded(PeopleReply.self)
        #expect(list.people.map(\.name) == ["a/b", "olga", "rosa"])
        let changed = try await fixture.call(
            .patch,
            "/api/v1/people/-?name=a%2Fb",
            as: olga,
            #"{"role": "manager", "isDisabled": true}"#
        )
        let person = try changed.decoded(PersonDocument.self)
        #expect(person.role == .manager && person.isDisabled)
        #expect(
            try await fixture.call(.get, "/api/v1/people/-?name=a%2Fb", as: olga).decoded(PersonDocument.self) == person
        )
    }

    @Test("what cannot be is refused with a code that says why")
    func refusals() async throws {
        #expect(try code(try await fixture.post("/api/v1/people", as: olga, #"{"name": "olga"}"#)) == .accountExists)
        #expect(try code(try await fixture.post("/api/v1/people", as: olga, #"{"name": ""}"#)) == .notPossible)
        #expect(try code(try await fixture.post("/api/v1/people", as: olga, #"{}"#)) == .badRequest)
        #expect(
            try code(try await fixture.post("/api/v1/people", as: olga, #"{"name": "x", "role": "king"}"#))
                == .badRequest
        )
        #expect(try code(try await fixture.call(.get, "/api/v1/people/nobody", as: olga)) == .noSuchAccount)
        func change(_ body: String) async throws -> ErrorCode {
            try code(try await fixture.call(.patch, "/api/v1/people/olga", as: olga, body))
        }
        #expect(try await change(#"{"role": "annotator"}"#) == .lastOwner)
        #expect(try await change(#"{"isDisabled": true}"#) == .lastOwner)
        #expect(try await change(#"{"disabled": true}"#) == .badRequest)
        #expect(try await change("{}") == .badRequest)
    }

    @Test("a link is made with its address, or after a reset, and signs in")
    func links() async throws {
        try await fixture.setPassword("four words that differ", of: fixture.account("rosa", .annotator))
        let plain = try await fixture.post("/api/v1/people/rosa/links", as: olga)
        let reply = try plain.decoded(LinkReply.self)
        #expect(plain.status == 201 && reply.credential.kind == .link)
        #expect(reply.credential.expiresAt == fixture.clock.now().seconds + 24 * 3_600)
        #expect(try await fixture.database.account(named: "rosa")?.hasPassword == true)
        let anew = try await fixture.post("/api/v1/people/rosa/links", as: olga, #"{"hours": 1, "isReset": true}"#)
        #expect(try await fixture.database.account(named: "rosa")?.hasPassword == false)
        func redeem(_ link: String) async throws -> Int {
            let token = try #require(link.split(separator: "=").last)
            return try await fixture.submit("/sign-in/link", as: .init(), ["token": String(token)]).status
        }
        #expect(try await redeem(reply.link) == 401)
        #expect(try await redeem(try anew.decoded(LinkReply.self).link) == 303)
        for hours in [0, -5, 8_761, Int.max] {
            let odd = try await fixture.post("/api/v1/people/rosa/links", as: olga, "{\"hours\": \(hours)}")
            #expect(try code(odd) == .notPossible, "\(hours)")
        }
    }

    @Test("a token is told once, listed without its secret, and ended by number")
    func tokens() async throws {
        _ = try await fixture.account("robot", .machine)
        let made = try await fixture.post(
            "/api/v1/people/robot/tokens",
            as: olga,
            #"{"name": "cron", "scopes": ["label", "export"], "days": 7}"#
        )
        let reply = try made.decoded(TokenReply.self)
        #expect(made.status == 201 && reply.credential.scopes == [.export, .label])
        let robot = ServerFixture.Visitor(headers: [.authorization: "Bearer \(reply.token)"])
        #expect(try await fixture.post("/api/v1/queues/mails/assignments", as: robot).status == 200)
        let listed = try await fixture.call(.get, "/api/v1/people/robot/credentials", as: olga)
        #expect(try listed.decoded(CredentialsReply.self).credentials == [reply.credential])
        #expect(!listed.body.contains(reply.token))
        let path = "/api/v1/people/robot/credentials/\(reply.credential.id)"
        #expect(try await fixture.call(.delete, path, as: olga).status == 204)
        #expect(try await fixture.post("/api/v1/queues/mails/assignments", as: robot).status == 401)
        #expect(try await fixture.call(.delete, path, as: olga).status == 204)
        #expect(
            try code(
                try await fixture.call(.delete, "/api/v1/people/olga/credentials/\(reply.credential.id)", as: olga)
            )
                == .noSuchCredential
        )
        for body in [
            #"{"name": "", "scopes": ["label"]}"#, #"{"name": "a", "scopes": []}"#,
            #"{"name": "a", "scopes": ["people"]}"#, #"{"name": "a", "scopes": ["label"], "days": 0}"#,
            #"{"name": "a", "scopes": ["label"], "days": 9223372036854775807}"#,
        ] {
            #expect(
                try code(try await fixture.post("/api/v1/people/robot/tokens", as: olga, body)) == .notPossible,
                "\(body)"
            )
        }
        let unknown = try await fixture.post(
            "/api/v1/people/robot/tokens",
            as: olga,
            #"{"name": "a", "scopes": ["x"]}"#
        )
        #expect(try code(unknown) == .badRequest)
    }

    @Test("nobody hands on more than they may: a narrow token makes no owner, touches none, and gives no wider scopes")
    func authority() async throws {
        let narrow = try await fixture.program("olga", .owner, scopes: [.managePeople, .label])
        _ = try await fixture.account("ben", .owner)
        _ = try await fixture.account("rosa", .annotator)
        func refused(_ method: HTTPRequest.Method, _ path: String, _ body: String = "{}") async throws -> Bool {
            let answer = try await fixture.call(method, "/api/v1/people\(path)", as: narrow, body)
            return answer.status == 403
        }
        #expect(try await refused(.post, "", #"{"name": "eve", "role": "owner"}"#))
        #expect(try await refused(.patch, "/rosa", #"{"role": "owner"}"#))
        #expect(try await refused(.patch, "/rosa", #"{"role": "reviewer"}"#))
        #expect(try await refused(.patch, "/ben", #"{"role": "annotator"}"#))
        #expect(try await refused(.patch, "/ben", #"{"isDisabled": true}"#))
        #expect(try await refused(.post, "/ben/links"))
        #expect(try await refused(.post, "/olga/links"))
        #expect(try await refused(.post, "/olga/tokens", #"{"name": "a", "scopes": ["label"]}"#))
        let mine = try #require(try await fixture.database.account(named: "olga"))
        let credential = try #require(
            try await fixture.database.credentials(of: mine.id, now: fixture.clock.now()).first
        )
        #expect(try await refused(.delete, "/olga/credentials/\(credential.id)"))
        #expect(try await !refused(.post, "/rosa/links"))
        #expect(try await !refused(.post, "/rosa/tokens", #"{"name": "a", "scopes": ["label"]}"#))
        #expect(try await fixture.database.account(named: "ben")?.role == .owner)
    }

    @Test("who may not manage people gets no list of them", arguments: Role.allCases.filter { $0 != .owner })
    func strangers(role: Role) async throws {
        let program = try await fixture.program("paul", role)
        #expect(try await fixture.call(.get, "/api/v1/people", as: program).status == 403)
        #expect(try await fixture.post("/api/v1/people", as: program, #"{"name": "x", "role": "owner"}"#).status == 403)
    }
}
