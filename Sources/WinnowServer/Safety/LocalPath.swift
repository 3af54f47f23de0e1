internal import Foundation

/// A place on this server to go on to: anything else a link might smuggle in becomes the front page.
struct LocalPath: Hashable, Sendable {
    let text: String

    init(_ wanted: String?) {
        guard let wanted, wanted.hasPrefix("/"), !wanted.hasPrefix("//"), wanted.utf8.count <= 2_048,
            // A browser takes a backslash for a slash, and drops line ends and tabs.
            wanted.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\\") })
        else {
            text = "/"
            return
        }
        text = wanted
    }
}
