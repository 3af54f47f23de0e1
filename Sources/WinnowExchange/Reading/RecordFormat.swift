/// A format of import files: Winnow's own, in one of the file forms, or another tool's.
package enum RecordFormat: Hashable, Sendable {
    /// What `winnow export` writes, and plain records.
    case own(FileForm)
    case peer(PeerFormat)

    /// The format with a name, as after `--format`; nil when there is none.
    package init?(name: String) {
        if let form = FileForm(name: name) {
            self = .own(form)
        } else if let peer = PeerFormat(rawValue: name.lowercased()) {
            self = .peer(peer)
        } else {
            return nil
        }
    }

    /// All names, for messages.
    package static let names = FileForm.allCases.map(\.rawValue) + PeerFormat.allCases.map(\.rawValue)
}
