/// What is kept of each term of a text: its column alone for features, with its place for explanations.
protocol TermElement {
    /// - Parameters:
    ///   - column: Of the hashed term.
    ///   - words: The words that it lies in, by their number in the text.
    init(column: UInt32, words: Range<Int>)
}

extension UInt32: TermElement {
    init(column: UInt32, words: Range<Int>) { self = column }
}

/// A term where it stands.
struct TermOccurrence: TermElement {
    let column: UInt32
    let words: Range<Int>
}
