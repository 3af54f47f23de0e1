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
        column.map { "\(file):\(line):\($0)" } ?? "\(file):\(line)"
    }
}

/// A record that could not be taken, and why.
package struct RejectedRecord: Hashable, Sendable, CustomStringConvertible {
    package var place: Place
    /// What is wrong and how to mend it, without a full stop.
    package var reason: String

    package init(place: Place, reason: String) {
        self.place = place
        self.reason = reason
    }

    package var description: String { "\(place): \(reason)" }
}
