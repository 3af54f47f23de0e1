/// A text that equals another only byte by byte.
///
/// Strings are equal when they look the same: a composed é equals a decomposed one. Names in data are data, and two
/// that are written differently are two.
package struct ExactText: Hashable, Sendable {
    package let text: String

    package init(_ text: String) {
        self.text = text
    }

    package static func == (left: ExactText, right: ExactText) -> Bool { left.text.isExactly(right.text) }

    package func hash(into hasher: inout Hasher) {
        // Equal bytes have equal hashes, and those that only look the same are rare.
        hasher.combine(text)
    }
}

extension String {
    /// Whether two texts are the same byte by byte.
    package func isExactly(_ other: String) -> Bool {
        // The first comparison is the fast one, and mostly says no.
        self == other && utf8.elementsEqual(other.utf8)
    }
}
