/// A token that is found in the text itself, before the model sees it.
struct AddedToken: Sendable {
    let content: [UInt8]
    let id: Int32
    /// Whether it counts only between scalars that are not of words.
    let isSingleWord: Bool
    /// Whether the white space before it belongs to it.
    let stripsLeft: Bool
    /// Whether the white space after it belongs to it.
    let stripsRight: Bool
    /// Whether it is looked for in the normalized text, and in normalized form.
    let isNormalized: Bool
    let isSpecial: Bool
}
