package import WinnowDomain

/// The answer to an annotator who wants something to do.
package enum NextItem: Sendable {
    case assigned(Assignment, Item)
    /// Nothing now, perhaps later: everything that is left is with others.
    case waiting
    /// The annotator has seen everything that still needs an annotation.
    case finished
}
