/// What comes before the body of an answer.
package struct ResponseHead: Hashable, Sendable {
    package let status: Int
    /// By names in small letters.
    package let fields: [String: String]

    /// `application/json`, without parameters.
    package var mediaType: String {
        let type = fields["content-type"]?.split(separator: ";").first ?? ""
        return type.trimmingPrefix { $0 == " " }.lowercased()
    }

    var isProblem: Bool { status >= 300 }
}
