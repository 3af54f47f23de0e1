import Testing
import WinnowDomain

@testable import WinnowServer

@Suite struct NetworkAddressTests {
    @Test(
        "addresses of the machine, of inner networks and of special use are not public, however they are written",
        arguments: [
            "127.0.0.1", "127.9.9.9", "0.0.0.0", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1",
            "169.254.169.254", "100.64.0.1", "224.0.0.1", "255.255.255.255", "198.18.0.1", "192.0.2.1", "::", "::1",
            "fe80::1", "fc00::1", "fd12::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1",
            "2002:7f00:1::", "2002:a00:1::", "2001:db8::1", "2001::1", "100::1",
        ]
    )
    func inside(_ text: String) throws {
        #expect(try #require(NetworkAddress(text)).isPublic == false)
    }

    @Test(
        "addresses of the internet are public",
        arguments: [
            "1.1.1.1", "8.8.8.8", "172.15.0.1", "172.32.0.1", "192.167.1.1", "100.128.0.1", "2606:4700::1111",
            "2a00:1450::1", "::ffff:8.8.8.8", "64:ff9b::808:808",
        ]
    )
    func outside(_ text: String) throws {
        #expect(try #require(NetworkAddress(text)).isPublic)
    }

    @Test("an address is written so that it is read as the same", arguments: ["1.2.3.4", "2001:db8::7", "::1"])
    func text(_ text: String) throws {
        let address = try #require(NetworkAddress(text))
        #expect(NetworkAddress(address.text) == address)
    }

    @Test("a number that the system takes for an address is looked up as that address")
    func number() {
        #expect(NetworkAddress.addresses(of: "2130706433").allSatisfy { !$0.isPublic })
        #expect(NetworkAddress.addresses(of: "localhost").contains { !$0.isPublic })
        #expect(NetworkAddress.addresses(of: "no host.invalid").isEmpty)
    }

    @Test("what is no place to post to is refused with the reason")
    func refused() throws {
        let cases: [(String, Bool, WebhookError)] = [
            ("example.org/x", false, .badAddress("example.org/x")),
            ("ftp://example.org/x", true, .badAddress("ftp://example.org/x")),
            ("https://exa mple.org", true, .badAddress("https://exa mple.org")),
            ("https://", false, .badAddress("https://")),
            ("https://rosa:secret@example.org/", false, .addressWithPassword),
            ("http://example.org/x", false, .unencrypted),
            ("https://127.0.0.1/x", false, .privateAddress(host: "127.0.0.1")),
            ("https://[::1]:8080/x", false, .privateAddress(host: "::1")),
        ]
        for (text, allowsPrivate, error) in cases {
            #expect(throws: error, "\(text)") { try WebhookAddress(text, allowsPrivate: allowsPrivate) }
        }
        #expect(try WebhookAddress("http://10.0.0.7:81/x?y=1", allowsPrivate: true).host == "10.0.0.7")
        #expect(try WebhookAddress("https://[2606:4700::1111]/", allowsPrivate: false).host == "2606:4700::1111")
    }
}
