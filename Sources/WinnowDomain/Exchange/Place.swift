/// Where in an input something is.
package struct Place: Hashable, Sendable, CustomStringConvertible {
    package var file: String
    /// From 1.
    package var line: Int
    /// From 1, in Unicode scalars; nil where the whole line is meant.
    package var column: Int?

    package init(file: String, line: Int, column: Int? = nil) {
        self.file = file
        self.line = line
        self.column = column
    }

    package var description: String {
        column.map { "\(file.visible):\(line):\($0)" } ?? "\(file.visible):\(line)"
    }
}

/// A record that could not be taken, and why.
package struct RejectedRecord: Hashable, Sendable, CustomStringConvertible {
    package var place: Place
    /// What is wrong and how to mend it, without a full stop.
    package var reason: String

    /// - Parameter reason: May quote the record; control characters are escaped, and what is longer than anybody reads is
    ///   cut, so that a file of bad records with long values does not fill the memory.
    package init(place: Place, reason: String) {
        self.place = place
        let isLong = reason.utf8.count > RejectedRecord.reasonLimit
        let reason = isLong ? String(reason.unicodeScalars.prefix(RejectedRecord.reasonLimit)) + "…" : reason
        self.reason = reason.visible
    }

    private static let reasonLimit = 1_000

    package var description: String { "\(place): \(reason)" }
}
