/// Where the records of an import come from, in file order.
package protocol RecordSource: SendableMetatype {
    /// The next record, or why there is none at its place; nil at the end.
    ///
    /// - Throws: When nothing that follows can be read either.
    mutating func next() throws -> MappedRecord?
    /// How much is read, 0…1; nil where nobody knows how much there is.
    var fraction: Double? { get }
}
