package import Foundation

/// Where a server is: its scheme, host and port, and the path that a proxy may have put before ours.
package struct ServerAddress: Hashable, Sendable {
    package let url: URL

    /// - Parameter allowsPlainHTTP: Whether a token may travel unencrypted to another machine.
    /// - Throws: `ClientError.badAddress`, `.notEncrypted`.
    package init(_ text: String, allowsPlainHTTP: Bool = false) throws(ClientError) {
        guard let parts = URLComponents(string: text), let scheme = parts.scheme?.lowercased(),
            ["http", "https"].contains(scheme), let host = parts.host, !host.isEmpty, parts.query == nil,
            parts.fragment == nil, let url = parts.url
        else { throw .badAddress(text, reason: "write it as in https://label.example.org") }
        guard parts.user == nil, parts.password == nil else {
            throw .badAddress(host, reason: "an address is seen by everybody on this machine; keep tokens out of it")
        }
        guard scheme == "https" || allowsPlainHTTP || Self.isThisMachine(host) else { throw .notEncrypted(text) }
        self.url = url
    }

    /// Whether it never leaves this machine.
    var isThisMachine: Bool { url.host.map(Self.isThisMachine) ?? false }

    private static func isThisMachine(_ host: String) -> Bool {
        let host = host.lowercased().trimmingCharacters(in: CharacterSet(charactersIn: "[]"))
        return host == "localhost" || host.hasSuffix(".localhost") || host == "::1"
            || host.wholeMatch(of: /127\.\d{1,3}\.\d{1,3}\.\d{1,3}/) != nil
    }

    /// The address of something on the server.
    ///
    /// - Parameter path: Its parts, each as it is: a slash in one of them is none between two.
    func appending(_ path: [String], query: [URLQueryItem] = []) throws(ClientError) -> URL {
        guard var parts = URLComponents(url: url, resolvingAgainstBaseURL: false) else {
            throw .badAddress(url.absoluteString, reason: "it cannot be read")
        }
        let base =
            parts.percentEncodedPath.hasSuffix("/")
            ? parts.percentEncodedPath.dropLast() : parts.percentEncodedPath[...]
        parts.percentEncodedPath = ([String(base)] + path.map(Self.encoded)).joined(separator: "/")
        if !query.isEmpty {
            parts.percentEncodedQuery = query.map { "\(Self.encoded($0.name))=\(Self.encoded($0.value ?? ""))" }
                .joined(separator: "&")
        }
        guard let url = parts.url else { throw .badAddress(parts.string ?? "", reason: "it cannot be read") }
        return url
    }

    private static func encoded(_ text: String) -> String {
        // Also dots: a part that is ".." would be a step up.
        let isPath = text == "." || text == ".."
        let plain = CharacterSet(charactersIn: "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_~.")
        let encoded = text.addingPercentEncoding(withAllowedCharacters: plain) ?? ""
        return isPath ? encoded.replacing(".", with: "%2E") : encoded
    }
}

extension ServerAddress: CustomStringConvertible {
    package var description: String { url.absoluteString }
}
