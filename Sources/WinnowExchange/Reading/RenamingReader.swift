internal import WinnowDomain

/// Gives members of records other names before anything looks at them: for files whose columns are called differently.
package struct RenamingReader: RecordReader {
    private var base: any RecordReader
    private let names: [String: String]

    /// - Parameter names: The new name of a member by its old one.
    package init(_ base: any RecordReader, names: [String: String]) {
        self.base = base
        self.names = names
    }

    package mutating func next() throws(ExchangeError) -> RecordOutcome? {
        guard let outcome = try base.next() else { return nil }
        guard case .record(let record) = outcome else { return outcome }
        return record.renamed(names)
    }
}
