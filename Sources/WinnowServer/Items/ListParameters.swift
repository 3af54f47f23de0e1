/// The parameters of the list that an item was opened from: only those that a list has, whatever the address said.
struct ListParameters: Sendable {
    let text: String

    private static let longest = 2_000

    init(_ given: String?) {
        guard let given, given.utf8.count <= Self.longest, let fields = try? FormFields(parsing: given.utf8) else {
            text = ""
            return
        }
        text = ItemsRequest.names.compactMap { name in
            fields[name].flatMap { $0.isEmpty ? nil : "\(name)=\($0.formEscaped)" }
        }.joined(separator: "&")
    }
}
