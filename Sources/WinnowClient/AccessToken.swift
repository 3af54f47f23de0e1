internal import Foundation

/// What a program shows to be let in.
package struct AccessToken: Sendable {
    let text: String

    /// - Throws: `ClientError.badToken` for what no header can carry.
    package init(_ text: String) throws(ClientError) {
        let text = text.trimmingCharacters(in: .whitespacesAndNewlines)
        guard !text.isEmpty else { throw .badToken(reason: "it is empty") }
        guard text.utf8.count <= 4_096, text.utf8.allSatisfy({ (0x21...0x7e).contains($0) }) else {
            throw .badToken(reason: "it has characters that tokens do not have; is it the right file?")
        }
        self.text = text
    }
}
