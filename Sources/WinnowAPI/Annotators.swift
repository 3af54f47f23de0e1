package import WinnowDomain

/// A name that answers belong to, with an account or without.
package struct AnnotatorDocument: Hashable, Sendable, Codable {
    package let name: String
    package let isDisabled: Bool
    /// How many annotations are theirs.
    package let annotations: Int
    /// Missing for those who have no account.
    package let role: Role?
    /// Seconds since 1970; missing for those who never were there.
    package let lastSeenAt: Double?

    package init(_ annotator: Annotator, role: Role? = nil, lastSeen: Moment? = nil) {
        name = annotator.name
        isDisabled = annotator.isDisabled
        annotations = annotator.annotationCount
        self.role = role
        lastSeenAt = lastSeen?.seconds
    }
}

package struct AnnotatorsReply: Sendable, Codable {
    package let annotators: [AnnotatorDocument]

    package init(annotators: [AnnotatorDocument]) {
        self.annotators = annotators
    }
}

/// A name to be added, without an account.
package struct NewAnnotatorRequest: Sendable, Codable {
    package let name: String

    package init(name: String) {
        self.name = name
    }
}

/// Whether somebody may label, with an account or without.
package struct AnnotatorChangeRequest: Sendable, Codable {
    package let isDisabled: Bool

    package init(isDisabled: Bool) {
        self.isDisabled = isDisabled
    }
}
