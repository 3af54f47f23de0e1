internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import WinnowDomain

/// Form tokens: proof that a change was asked for by a page of ours, for this session.
enum FormGuard {
    static let field = "form-token"
    static let header = HTTPField.Name.formToken

    /// - Throws: `RequestError(.forgedRequest)`.
    static func check(_ token: String?, for identity: Identity) throws {
        guard let wanted = identity.formToken else { return }
        guard let token, Data(token.utf8).isEqualInConstantTime(to: Data(wanted.utf8)) else {
            throw RequestError(.forgedRequest, "the page is from another session; open it again")
        }
    }
}
