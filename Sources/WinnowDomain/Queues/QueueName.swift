/// What a queue can be called: it stands in commands, addresses and names of files.
package enum QueueName {
    /// Why a text is no name for a queue; nil when it is one.
    package static func refusal(_ name: String) -> String? {
        let isName =
            !name.isEmpty && name.unicodeScalars.count <= 64 && name.first != "-"
            && name.unicodeScalars.allSatisfy { "abcdefghijklmnopqrstuvwxyz0123456789-_".unicodeScalars.contains($0) }
        return isName
            ? nil
            : "\"\(name)\" cannot be a queue's name: use up to 64 small letters, digits, - and _, as in support-tickets"
    }
}
