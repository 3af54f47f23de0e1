import HTTPTypes
import Testing
import WinnowDomain
import WinnowStore
import WinnowTestSupport

@testable import WinnowServer

/// The label page as a plain form.
@Suite struct LabelPageTests {
    private static let page = "/queues/mails/label"

    private func value(_ name: String, in body: String) throws -> String {
        let match = try #require(body.firstMatch(of: try Regex("name=\"\(name)\" value=\"([^\"]*)\"")))
        return String(try #require(match.output[1].substring))
    }

    @Test("a page without a desk gets one; the form answers, and the next page has another item")
    func form() async throws {
        let fixture = try await ServerFixture()
        let anna = try await fixture.browser("anna", .annotator)
        let redirect = try await fixture.send(.get, Self.page, as: anna)
        let address = try #require(redirect.headers[.location])
        let first = try await fixture.send(.get, address, as: anna)
        #expect(first.status == 200)
        let answer = try await fixture.submit(
            Self.page,
            as: anna,
            [
                "desk": try value("desk", in: first.body), "assignment": try value("assignment", in: first.body),
                "revision": try value("revision", in: first.body), "key": try value("key", in: first.body),
                "label": "cat",
            ]
        )
        #expect(answer.status == 303 && answer.headers[.location] == address)
        let second = try await fixture.send(.get, address, as: anna)
        #expect(try value("assignment", in: second.body) != value("assignment", in: first.body))
        #expect(try await fixture.database.annotations(in: fixture.queue.id, after: 0).count == 1)
        let undo = try await fixture.submit("\(Self.page)/undo", as: anna, ["desk": try value("desk", in: first.body)])
        #expect(undo.status == 303)
        #expect(try await fixture.database.annotations(in: fixture.queue.id, after: 0).last?.action == .retract)
    }

    @Test(
        "what is not there is left out, and not written as nil",
        arguments: ["/", "\(page)?desk=tests", "/nothing", "/sign-in"]
    )
    func absent(path: String) async throws {
        let fixture = try await ServerFixture()
        let anna = try await fixture.browser("anna", .annotator)
        let body = try await fixture.send(.get, path, as: anna).body
        #expect(!body.contains("nil") && !body.contains("Optional("))
    }

    @Test(
        "what items and labels hold is shown and never becomes markup",
        arguments: [
            "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "\"\u{301} onmouseover=alert(1) x=\"",
            "</div></main><script>", "&lt;script&gt;", "'\u{301}>", "{{text}}", "<\u{338}script>",
        ]
    )
    func hostile(text: String) async throws {
        let fixture = try await ServerFixture(texts: [text])
        let anna = try await fixture.browser("anna", .annotator)
        let body = try await fixture.send(.get, "\(Self.page)?desk=tests", as: anna).body
        #expect(body.contains(HTMLText().escapeText(text)))
        #expect(body.ranges(of: "<script").count == 1 && !body.contains("<img"))
        // No attribute was ended early: each quote in the page is one of the template's.
        #expect(
            !body.unicodeScalars.split(separator: "<").contains {
                $0.elementsEqual("onmouseover=alert(1)".unicodeScalars)
            }
        )
        #expect(!body.utf8.elementsEqual(text.utf8))
    }

    @Test("escaping goes by scalars: a quote with an accent on it is a quote all the same")
    func accents() {
        let escaped = HTMLText().escapeText("\"\u{301}'\u{301}<\u{338}&\u{0}")
        #expect(
            escaped.unicodeScalars.elementsEqual("&quot;\u{301}&#39;\u{301}&lt;\u{338}&amp;\u{FFFD}".unicodeScalars)
        )
    }
}
