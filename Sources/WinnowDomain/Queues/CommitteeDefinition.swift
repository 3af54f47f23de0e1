/// The classifiers that vote, for query strategies that ask a committee.
package struct CommitteeDefinition: Hashable, Sendable, Codable {
    /// What makes the members differ.
    package enum Difference: String, Hashable, Sendable, Codable, CaseIterable {
        /// Each has seen the labelled items unequally often.
        case bootstrap
        /// Each is another classifier.
        case classifiers
        /// Each sees the columns of one extractor, and the last one all.
        case features
        /// Each starts from other random weights.
        case seeds
        /// Each knows the labels up to another time.
        case checkpoints
    }

    package var members: Int
    package var by: Difference

    package static let usual = CommitteeDefinition(members: 5, by: .bootstrap)

    package init(members: Int, by difference: Difference) {
        self.members = members
        by = difference
    }
}
