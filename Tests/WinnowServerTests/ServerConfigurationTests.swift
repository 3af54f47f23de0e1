import Foundation
import Testing

@testable import WinnowServer

@Suite struct ServerConfigurationTests {
    @Test(
        "the address that is printed can be opened",
        arguments: [
            ("127.0.0.1", "http://127.0.0.1:8080"), ("::1", "http://[::1]:8080"), ("::", "http://localhost:8080"),
            ("0.0.0.0", "http://localhost:8080"), ("label.example.org", "http://label.example.org:8080"),
        ]
    )
    func address(host: String, wanted: String) {
        var configuration = ServerConfiguration(webFolder: URL(filePath: "/web"))
        configuration.host = host
        #expect(configuration.address(port: 8080) == wanted)
    }

    @Test("with a proxy in between, its address is printed")
    func proxy() {
        var configuration = ServerConfiguration(webFolder: URL(filePath: "/web"))
        configuration.publicURL = URL(string: "https://label.example.org")
        #expect(configuration.address(port: 8080) == "https://label.example.org")
    }
}
