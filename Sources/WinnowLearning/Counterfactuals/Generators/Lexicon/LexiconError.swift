/// What is wrong with the lines of a lexicon.
public struct LexiconError: Error, Hashable, Sendable {
    /// A line that cannot be read.
    public struct Problem: Hashable, Sendable {
        /// From 1.
        public let line: Int
        /// Of the field that is wrong: Unicode scalars from 1.
        public let column: Int
        /// A sentence without its full stop.
        public let message: String
    }

    /// By line; one at least.
    public let problems: [Problem]
}

extension LexiconError: CustomStringConvertible {
    /// A line for each problem.
    public var description: String {
        problems.map { "line \($0.line), column \($0.column): \($0.message)" }.joined(separator: "\n")
    }
}
