import Foundation
import Testing
import WinnowDomain

@testable import WinnowClient

@Suite struct ServerAddressTests {
    @Test("a token travels unencrypted on this machine only, unless that is asked for")
    func encryption() throws {
        for text in [
            "https://label.example.org", "http://localhost:8080", "http://127.0.0.1:8080", "http://[::1]:80",
            "http://w.localhost", "HTTP://127.1.2.3",
        ] { #expect(throws: Never.self) { try ServerAddress(text) } }
        for text in ["http://label.example.org", "http://10.0.0.1:8080", "http://127.0.0.1.example.org"] {
            #expect(throws: ClientError.notEncrypted(text)) { try ServerAddress(text) }
            #expect(throws: Never.self) { try ServerAddress(text, allowsPlainHTTP: true) }
        }
    }

    @Test("what is no address of a server is refused as a mistake of the command line")
    func mistakes() {
        for text in [
            "", "label.example.org", "ftp://example.org", "https://", "https://a?b=c", "https://a#b", "http:/x",
            "https://user:secret@example.org", "https://exa mple.org", "/tmp/data",
        ] {
            let error = #expect(throws: ClientError.self) { try ServerAddress(text) }
            #expect(error?.code == .usage, "\(text)")
            #expect(error?.description.contains("secret") == false)
        }
    }

    @Test("parts of an address stay parts, whatever is in them, also behind a proxy's path")
    func parts() throws {
        for base in ["https://example.org/tools/", "https://example.org/tools"] {
            let url = try ServerAddress(base).appending(
                ["api", "v1", "a/b c", "..", "ü?#&"],
                query: [URLQueryItem(name: "n&m", value: "a=b&c +")]
            )
            #expect(
                url.absoluteString
                    == "https://example.org/tools/api/v1/a%2Fb%20c/%2E%2E/%C3%BC%3F%23%26?n%26m=a%3Db%26c%20%2B"
            )
        }
    }

    @Test("a token is one word that a header can carry")
    func tokens() throws {
        #expect(try AccessToken(" wnw_abc\n").text == "wnw_abc")
        for text in ["", "\n", "two words", "a\r\nX-Evil: 1", "ü", String(repeating: "a", count: 5_000)] {
            #expect(throws: ClientError.self) { try AccessToken(text) }
        }
    }
}
