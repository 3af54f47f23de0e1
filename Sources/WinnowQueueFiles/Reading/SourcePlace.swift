/// Where something stands in a file.
///
/// Lines and columns count from 1, columns in Unicode scalars.
package struct SourcePlace: Hashable, Sendable {
    package var line: Int
    package var column: Int
    /// How many columns it takes on its first line, at least 1.
    package var length: Int

    package init(line: Int, column: Int, length: Int = 1) {
        self.line = line
        self.column = column
        self.length = length
    }
}
